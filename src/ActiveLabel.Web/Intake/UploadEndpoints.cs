using ActiveLabel.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Intake;

/// <summary>
/// Images on their way into a project: PUT each file in pieces of at most 16 MiB, from offset 0 on, then POST start.
/// A piece that does not follow on what is there is answered with 409 and the length that is.
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
