using System.Text.Json.Serialization;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>Pictures of the instructions: put in by an admin, shown to whoever is in the project.</summary>
internal static class PictureEndpoints
{
    public static void MapInstructionPictures(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/projects/{projectId:long}/instructions/pictures").WithTags("Instructions");
        group.MapPost("", TakeAsync)
            .WithMetadata(new RequestSizeLimitAttribute(PictureDesk.LargestPicture))
            .WithSummary("Put a picture into the instructions: the body is the image file. Answers with its address.");
        group.MapGet("/{hash}", SendAsync).WithMetadata(new OpenToAttribute(Audience.Members)).WithSummary("One picture of the instructions.");
    }

    private static async Task<IResult> TakeAsync(long projectId, HttpContext http, PictureDesk desk, IProjectStore projects, CancellationToken cancel)
    {
        if (await projects.FindAsync(projectId, cancel) is null)
            return Results.Problem($"There is no project {projectId}.", statusCode: StatusCodes.Status404NotFound);
        // A form of another site could be posted without the browser asking; an image cannot.
        if (http.Request.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != true)
            return Results.Problem("Send the picture as it is, as image/png for example.", statusCode: StatusCodes.Status415UnsupportedMediaType);

        try
        {
            return Results.Json(new PictureAnswer(await desk.TakeAsync(projectId, http.Request.Body, cancel)), PictureJson.Default.PictureAnswer);
        }
        catch (WrongUseException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException refused)
        {
            return Results.Problem(refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? PictureDesk.TooLarge : refused.Message, statusCode: refused.StatusCode);
        }
    }

    private static async Task<IResult> SendAsync(
        long projectId, string hash, HttpContext http, IInstructionPictures pictures, IBlobStore blobs, CancellationToken cancel)
    {
        if (!ImageHash.TryParse(hash, out var name) || await pictures.FindAsync(projectId, name, cancel) is not { } picture)
            return Results.NotFound();

        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Stream(blobs.OpenRead(picture.Hash), picture.ContentType, entityTag: new EntityTagHeaderValue($"\"{hash}\""));
    }
}

/// <param name="Url">Where the picture is, without the host: what the Markdown names.</param>
internal sealed record PictureAnswer(string Url);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PictureAnswer))]
internal sealed partial class PictureJson : JsonSerializerContext;
