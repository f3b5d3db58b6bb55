using System.Globalization;
using ActiveLabel.Core.Changes;
using ActiveLabel.Web.Features.Projects.Overview;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Access;

/// <summary>
/// Every request passes here, after routing. What says nothing else is for admins: of the project whose number is in
/// the address, or of the server. Even what is not there is told only to those who signed in.
/// </summary>
internal sealed class AccessGate(RequestDelegate next, Doorkeeper door, AccessMode mode)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var admission = await door.JudgeAsync(http.User, AudienceOf(http), ProjectOf(http), http.RequestAborted);
        if (!admission.IsAllowed)
        {
            await RefuseAsync(http, admission);
            return;
        }

        if (admission.Visitor is { } visitor)
            Acting.Become(visitor.Actor);
        await next(http);
    }

    private static Audience AudienceOf(HttpContext http)
    {
        if (http.GetEndpoint() is not { } endpoint)
            return Audience.SignedIn;
        if (endpoint.Metadata.GetMetadata<OpenToAttribute>() is { } open)
            return open.Audience;
        if (http.Request.Path.StartsWithSegments("/_framework"))
            return Audience.Anyone;
        if (http.Request.Path.StartsWithSegments("/_blazor"))
            return Audience.SignedIn;

        return ProjectOf(http) is null ? Audience.ServerAdmins : Audience.ProjectAdmins;
    }

    private static long? ProjectOf(HttpContext http) =>
        http.GetRouteValue("projectId") is { } id ? Convert.ToInt64(id, CultureInfo.InvariantCulture) : null;

    private async Task RefuseAsync(HttpContext http, Admission admission)
    {
        var (request, response) = (http.Request, http.Response);
        var status = admission.Verdict == Verdict.SignIn ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        var isPage = !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/_blazor");
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        response.Headers.CacheControl = "no-store";

        if (!isPage || !isRead)
            await Results.Problem(admission.Words, statusCode: status).ExecuteAsync(http);
        else if (admission.Verdict == Verdict.SignIn)
            response.Redirect(await mode.HasAccountsAsync(http.RequestAborted) ? SignInAddress.For(request.Path + request.QueryString) : SignInAddress.Setup);
        else if (admission.Verdict == Verdict.OnlyAdmins && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == typeof(OverviewPage))
            response.Redirect($"{request.Path.Value!.TrimEnd('/')}/label");
        else
            // Without a body: the page that says so comes in its place.
            response.StatusCode = status;
    }
}
