using Microsoft.AspNetCore.Http;

namespace ActiveLabel.Web.Security;

/// <summary>
/// Refuses what another site makes a visitor's browser send: requests that change something, and web sockets. Browsers
/// say where a request comes from (Sec-Fetch-Site, Origin) and no script can change that; programs such as curl say nothing.
/// </summary>
internal sealed class SameOriginOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        var harmless = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if ((harmless && !http.WebSockets.IsWebSocketRequest) || IsOurs(request))
            return next(http);

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync("This request came from another site and was refused.\n", http.RequestAborted);
    }

    private static bool IsOurs(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return false;

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
