using ActiveLabel.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ActiveLabel.Web.Intake;

/// <summary>
/// Images on their way into a project: POST small files together as a form, PUT large ones in pieces of at most 16 MiB
/// from offset 0 on, then POST start. A piece that does not follow on what is there is answered with 409 and the length
/// that is; anything may be sent again.
/// </summary>
internal static class UploadEndpoints
{
    public const int LargestPiece = 16 << 20;

    public static void MapUploads(this IEndpointRouteBuilder endpoints)
    {
        var import = endpoints.MapGroup("/api/projects/{projectId:long}/imports/{importId:guid}");
        import.MapPut("/files", (long projectId, Guid importId, string path, long offset, HttpRequest http, UploadDesk desk, CancellationToken cancel) =>
                TakeAsync(projectId, importId, path, offset, http, desk, cancel))
            .WithMetadata(new RequestSizeLimitAttribute(LargestPiece));
        import.MapPut("/labels", (long projectId, Guid importId, long offset, HttpRequest http, UploadDesk desk, CancellationToken cancel) =>
                TakeAsync(projectId, importId, null, offset, http, desk, cancel))
            .WithMetadata(new RequestSizeLimitAttribute(LargestPiece));
        import.MapPost("/files", (long projectId, Guid importId, HttpRequest http, UploadDesk desk, CancellationToken cancel) =>
                TakeManyAsync(projectId, importId, http, desk, cancel))
            .WithMetadata(new RequestSizeLimitAttribute(LargestPiece));
        import.MapPost("/start", (long projectId, Guid importId, UploadDesk desk, CancellationToken cancel) =>
            AnswerAsync(async () =>
            {
                await desk.StartAsync(projectId, importId, cancel);
                return Results.Accepted();
            }));
        import.MapPost("/stopped", (long projectId, Guid importId, string reason, UploadDesk desk, CancellationToken cancel) =>
            AnswerAsync(async () =>
            {
                await desk.StopAsync(projectId, importId, reason, cancel);
                return Results.NoContent();
            }));
        import.MapDelete("", (long projectId, Guid importId, UploadDesk desk, CancellationToken cancel) =>
            AnswerAsync(async () =>
            {
                await desk.DiscardAsync(projectId, importId, cancel);
                return Results.NoContent();
            }));
    }

    private static Task<IResult> TakeAsync(
        long projectId, Guid importId, string? path, long offset, HttpRequest http, UploadDesk desk, CancellationToken cancel) =>
        AnswerAsync(async () =>
        {
            var (length, taken) = await desk.TakeAsync(projectId, importId, path, offset, http.Body, cancel);
            return taken
                ? Results.NoContent()
                : Results.Problem($"The file is {length} bytes long: go on from there.", statusCode: StatusCodes.Status409Conflict);
        });

    /// <summary>Part by part, straight to disk. A part's file name is its path, percent-encoded.</summary>
    private static Task<IResult> TakeManyAsync(long projectId, Guid importId, HttpRequest http, UploadDesk desk, CancellationToken cancel) =>
        AnswerAsync(async () =>
        {
            if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
                return Results.Problem("Send the files as multipart/form-data.", statusCode: StatusCodes.Status415UnsupportedMediaType);

            var parts = new MultipartReader(boundary, http.Body);
            while (await parts.ReadNextSectionAsync(cancel) is { } part)
            {
                if (part.AsFileSection() is { FileStream: { } content } file)
                    await desk.TakeAsync(projectId, importId, Uri.UnescapeDataString(file.FileName), offset: 0, content, cancel);
            }

            return Results.NoContent();
        });

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (WrongUseException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (IOException failure) when (failure is not BadHttpRequestException)
        {
            // Most often a full disk; the browser may try the piece again.
            return Results.Problem($"The file could not be kept: {failure.Message}", statusCode: StatusCodes.Status507InsufficientStorage);
        }
    }
}
