using ActiveLabel.Core.Images;
using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace ActiveLabel.Web.Features.Images;

/// <summary>Images as they were imported, or as pictures that every browser can show.</summary>
internal static class ImageEndpoints
{
    private const int LargestSize = 4096;

    /// <summary>What browsers show as it is. SVG is never among them: it may hold scripts.</summary>
    private static readonly HashSet<string> Shown = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/avif"];

    public static void MapImages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/projects/{projectId:long}/images/{imageId:long}", SendAsync)
            .WithMetadata(new OpenToAttribute(Audience.Members))
            .WithSummary("One image: its bytes, or with size=N a JPEG whose longer side has at most N pixels.");

    private static async Task<IResult> SendAsync(
        long projectId, long imageId, int? size, string? v, HttpContext http, IImageStore images, IBlobStore blobs, ImagePictures pictures,
        CancellationToken cancel)
    {
        if (size is < 16 or > LargestSize)
            return Results.Problem($"size has to be 16 to {LargestSize}.", statusCode: StatusCodes.Status400BadRequest);
        if (await images.FindAsync(projectId, imageId, cancel) is not { Image: var image })
            return Results.NotFound();

        // Without the content in its address, a kept copy could be another data folder's image: the browser asks each time.
        http.Response.Headers.CacheControl = v == ImageAddress.TagOf(image.Hash) ? "private, max-age=31536000, immutable" : "private, no-cache";
        try
        {
            return await SendPictureAsync(image, size, http, blobs, pictures, cancel);
        }
        catch (FileNotFoundException)
        {
            // Its row is there and its bytes are not: pages say so where the picture would be.
            http.Response.Headers.CacheControl = "no-store";
            return Results.Problem($"The bytes of image {imageId} are missing from the data folder.", statusCode: StatusCodes.Status404NotFound);
        }
    }

    private static async Task<IResult> SendPictureAsync(
        ProjectImage image, int? size, HttpContext http, IBlobStore blobs, ImagePictures pictures, CancellationToken cancel)
    {
        var asIs = Shown.Contains(image.ContentType) && (size is null || Math.Max(image.Width, image.Height) <= size);
        return asIs
            ? Results.Stream(blobs.OpenRead(image.Hash), image.ContentType, entityTag: TagFor(image, null))
            : await DrawAsync(image, size ?? LargestSize, http, pictures, cancel);
    }

    private static async Task<IResult> DrawAsync(ProjectImage image, int size, HttpContext http, ImagePictures pictures, CancellationToken cancel)
    {
        var tag = TagFor(image, size);
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: true)))
            return Results.StatusCode(StatusCodes.Status304NotModified);

        return await pictures.RenderAsync(image.Hash, size, cancel) is { } jpeg
            ? Results.Bytes(jpeg, "image/jpeg", entityTag: tag)
            : Results.NotFound();
    }

    private static EntityTagHeaderValue TagFor(ProjectImage image, int? size) => new($"\"{image.Hash.Hex}{(size is null ? "" : $"-{size}")}\"");
}
