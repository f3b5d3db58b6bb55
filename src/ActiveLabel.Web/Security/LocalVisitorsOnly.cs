using System.Net;
using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Http;

namespace ActiveLabel.Web.Security;

/// <summary>
/// While nobody has to sign in, whoever reaches the server is its admin. So only this machine may reach it, under a
/// name that means this machine: a foreign site that points its own name at 127.0.0.1 (DNS rebinding) is refused.
/// </summary>
internal sealed class LocalVisitorsOnly(RequestDelegate next, AccessMode mode)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if ((IsLocal(http.Connection.RemoteIpAddress) && NamesThisMachine(http.Request.Host.Host))
            || await mode.AreAccountsRequiredAsync(http.RequestAborted))
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        await http.Response.WriteAsync("Without accounts this server answers only at http://localhost and http://127.0.0.1 on its own machine.\n", http.RequestAborted);
    }

    // Null on a connection that is no socket: in tests.
    private static bool IsLocal(IPAddress? visitor) => visitor is null || IPAddress.IsLoopback(visitor);

    private static bool NamesThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
