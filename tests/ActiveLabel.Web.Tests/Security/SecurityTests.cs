using System.Net;

namespace ActiveLabel.Web.Tests.Security;

public sealed class SecurityTests
{
    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.168.1.7:5080", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:5080", HttpStatusCode.OK)]
    [InlineData("[::1]:5080", HttpStatusCode.OK)]
    public async Task Only_names_of_this_machine_are_answered(string host, HttpStatusCode expected)
    {
        await using var server = await WebServer.StartAsync();
        var answer = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } });
        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:9999")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_site_cannot_make_a_visitor_change_anything(string header, string value)
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var import = await server.ExpectAsync(project);
        var request = new HttpRequestMessage(HttpMethod.Post, import + "/start");
        request.Headers.Add(header, value);

        (await server.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Our_own_pages_and_programs_without_an_origin_may_change_things()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var import = await server.ExpectAsync(project);
        var fromPage = new HttpRequestMessage(HttpMethod.Post, import + "/stopped?reason=x");
        fromPage.Headers.Add("Origin", "http://localhost");
        fromPage.Headers.Add("Sec-Fetch-Site", "same-origin");

        (await server.Client.SendAsync(fromPage)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.Client.PostAsync(import + "/stopped?reason=x", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_scripts_frames_and_guessed_types()
    {
        await using var server = await WebServer.StartAsync();
        foreach (var address in new[] { "/", "/nowhere", "/api/projects/1/images/1" })
        {
            var headers = (await server.Client.GetAsync(address)).Headers;
            var policy = string.Join("; ", headers.GetValues("Content-Security-Policy"));
            policy.ShouldContain("script-src 'self';", customMessage: address);
            policy.ShouldContain("frame-ancestors 'none'", customMessage: address);
            headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], customMessage: address);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_for_people_and_plain_for_programs()
    {
        await using var server = await WebServer.StartAsync();
        var page = await server.Client.GetAsync("/nowhere");
        var api = await server.Client.GetAsync("/api/nowhere");

        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await page.Content.ReadAsStringAsync()).ShouldContain("<html");
        api.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.Content.ReadAsStringAsync()).ShouldNotContain("<html");
    }
}
