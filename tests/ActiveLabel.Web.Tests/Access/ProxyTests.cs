using System.Net;

namespace ActiveLabel.Web.Tests.Access;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("10.0.0.2", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.9.9.9", false)]
    public async Task Only_a_known_proxy_is_believed(string known, bool believed)
    {
        await using var team = await Team.StartAsync(("Access:KnownProxies:0", known));
        var context = await team.Server.AskAsync(http =>
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.2");
            http.Request.Path = "/sign-in";
            http.Request.Headers["X-Forwarded-Proto"] = "https";
            http.Request.Headers["X-Forwarded-For"] = "203.0.113.7";
        });
        (context.Request.Scheme, context.Connection.RemoteIpAddress!.ToString()).ShouldBe(believed ? ("https", "203.0.113.7") : ("http", "10.0.0.2"));
    }
}
