using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Http;

/// <summary>
/// Endpoints that take JSON about one project and answer with JSON. Whatever is wrong with a request is said as
/// problem+json: 401 and 403 for the visitor, 404 for the project, 415 for another content type, 400 for the rest.
/// </summary>
internal static class ProjectPosts
{
    /// <summary>Id of the person whose page is asking.</summary>
    private const string PersonHeader = "ActiveLabel-Person";

    private const long LargestBody = 64 * 1024;

    /// <param name="path">Relative to the group, which has the route value <c>projectId</c>.</param>
    /// <param name="role">What the visitor has to be in the project, at least.</param>
    /// <param name="act">May throw <see cref="WrongUseException"/> or <see cref="NotAllowedException"/>, whose message is the answer.</param>
    public static void MapProjectPost<TDesk, TRequest, TAnswer>(
        this RouteGroupBuilder group, string path, ProjectRole role, string summary, JsonTypeInfo<TRequest> request, JsonTypeInfo<TAnswer> answer,
        Func<TDesk, Project, Visitor, TRequest, CancellationToken, Task<TAnswer>> act)
        where TDesk : notnull
        where TRequest : class =>
        group.MapPost(path, async (long projectId, HttpRequest http, TDesk desk, IProjectStore projects, Doorkeeper door, CancellationToken cancel) =>
            {
                try
                {
                    if (await door.VisitorAsync(http.HttpContext.User, cancel) is not { } visitor)
                        return Refuse(StatusCodes.Status401Unauthorized, AccessWords.SignIn);
                    // What a browser kept for one person is never taken as another's who has signed in there since.
                    if (http.Headers.TryGetValue(PersonHeader, out var person) && person != visitor.PersonId.ToString(CultureInfo.InvariantCulture))
                        return Refuse(StatusCodes.Status401Unauthorized, AccessWords.SomebodyElse);
                    if (await door.RoleAsync(visitor, projectId, cancel) is not { } has)
                        return Refuse(StatusCodes.Status403Forbidden, AccessWords.NotInProject);
                    if (has < role)
                        return Refuse(StatusCodes.Status403Forbidden, AccessWords.OnlyAdmins);

                    var body = await ReadAsync(http, request, cancel);
                    return await projects.FindAsync(projectId, cancel) is { } project
                        ? Results.Json(await act(desk, project, visitor, body, cancel), answer)
                        : Refuse(StatusCodes.Status404NotFound, $"There is no project {projectId}.");
                }
                catch (BadHttpRequestException refused)
                {
                    return Refuse(refused.StatusCode, refused.Message);
                }
                catch (NotAllowedException refused)
                {
                    return Refuse(StatusCodes.Status403Forbidden, refused.Message);
                }
                catch (WrongUseException refused)
                {
                    return Refuse(StatusCodes.Status400BadRequest, refused.Message);
                }
            })
            .WithMetadata(OpenToAttribute.Role(role))
            .Accepts<TRequest>("application/json")
            .Produces<TAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
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
