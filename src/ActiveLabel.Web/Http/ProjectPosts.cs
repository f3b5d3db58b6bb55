using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveLabel.Core;
using ActiveLabel.Core.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Http;

/// <summary>
/// Endpoints that take JSON about one project and answer with JSON. Whatever is wrong with a request is said as
/// problem+json: 404 for the project, 415 for another content type, 400 for the rest.
/// </summary>
internal static class ProjectPosts
{
    private const long LargestBody = 64 * 1024;

    /// <param name="path">Relative to the group, which has the route value <c>projectId</c>.</param>
    /// <param name="act">May throw <see cref="WrongUseException"/>, whose message is the answer.</param>
    public static void MapProjectPost<TDesk, TRequest, TAnswer>(
        this RouteGroupBuilder group, string path, string summary, JsonTypeInfo<TRequest> request, JsonTypeInfo<TAnswer> answer,
        Func<TDesk, Project, TRequest, CancellationToken, Task<TAnswer>> act)
        where TDesk : notnull
        where TRequest : class =>
        group.MapPost(path, async (long projectId, HttpRequest http, TDesk desk, IProjectStore projects, CancellationToken cancel) =>
            {
                try
                {
                    var body = await ReadAsync(http, request, cancel);
                    return await projects.FindAsync(projectId, cancel) is { } project
                        ? Results.Json(await act(desk, project, body, cancel), answer)
                        : Refuse(StatusCodes.Status404NotFound, $"There is no project {projectId}.");
                }
                catch (BadHttpRequestException refused)
                {
                    return Refuse(refused.StatusCode, refused.Message);
                }
                catch (WrongUseException refused)
                {
                    return Refuse(StatusCodes.Status400BadRequest, refused.Message);
                }
            })
            .Accepts<TRequest>("application/json")
            .Produces<TAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .WithSummary(summary);

    private static async Task<T> ReadAsync<T>(HttpRequest http, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        // Other content types could be posted by any page of the web that the visitor has open: a browser asks before it sends JSON.
        if (!http.HasJsonContentType())
            throw new BadHttpRequestException("Send the request as application/json.", StatusCodes.Status415UnsupportedMediaType);

        try
        {
            return await JsonSerializer.DeserializeAsync(http.Body, type, cancel)
                ?? throw new BadHttpRequestException("The body is null.");
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException(
                wrong.Path is { Length: > 1 } path ? $"'{path.TrimStart('$', '.')}' is missing or not what it should be. {wrong.Message}" : wrong.Message, wrong);
        }
    }

    private static IResult Refuse(int status, string detail) => Results.Problem(detail, statusCode: status);
}
