using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Tests.Features.Instructions;

public sealed class InstructionPictureTests
{
    [Fact]
    public async Task A_picture_put_in_is_shown_under_the_address_that_comes_back()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();

        var address = await PutAsync(server, project, Knots.Jpeg(0));

        using var reply = await server.Client.GetAsync(address);
        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        reply.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await reply.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_picture_that_no_browser_shows_becomes_one_that_every_browser_does()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();

        var address = await PutAsync(server, project, Knots.Tiff());

        using var reply = await server.Client.GetAsync(address);
        reply.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
    }

    [Fact]
    public async Task Under_another_project_the_picture_is_not_there()
    {
        await using var server = await WebServer.StartAsync();
        var (project, other) = (await server.ProjectAsync(), await server.ProjectAsync("Other"));

        var address = await PutAsync(server, project, Knots.Jpeg(0));

        using var reply = await server.Client.GetAsync(address.Replace($"/projects/{project.Id}/", $"/projects/{other.Id}/", StringComparison.Ordinal));
        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_imported_image_is_no_picture_of_the_instructions()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var hash = ActiveLabel.Core.Images.ImageHash.Of(Knots.Jpeg(0));
        await server.Get<ActiveLabel.Core.Images.IBlobStore>().PutAsync(hash, Knots.Jpeg(0), default);

        using var reply = await server.Client.GetAsync($"/api/projects/{project.Id}/instructions/pictures/{hash}");

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml")]
    [InlineData("<script>alert(1)</script>", "image/png")]
    [InlineData("", "image/png")]
    public async Task What_is_no_picture_is_refused_in_words(string body, string type)
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();

        using var reply = await SendAsync(server, project, System.Text.Encoding.UTF8.GetBytes(body), type);

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await DetailAsync(reply)).ShouldStartWith("This is no picture that can be shown");
    }

    [Fact]
    public async Task A_picture_that_is_too_large_and_one_that_is_sent_as_a_form_are_refused()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();

        using var large = await SendAsync(server, project, new byte[11 << 20], "image/png");
        using var form = await SendAsync(server, project, Knots.Jpeg(0), "application/x-www-form-urlencoded");
        using var nowhere = await server.Client.PostAsync("/api/projects/999/instructions/pictures", Content(Knots.Jpeg(0), "image/jpeg"));

        ((int)large.StatusCode).ShouldBeOneOf(400, 413);
        (await DetailAsync(large)).ShouldContain("larger than 10 MiB");
        form.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        nowhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> PutAsync(WebServer server, Project project, byte[] bytes)
    {
        using var reply = await SendAsync(server, project, bytes, "image/jpeg");
        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!;
    }

    private static Task<HttpResponseMessage> SendAsync(WebServer server, Project project, byte[] bytes, string type) =>
        server.Client.PostAsync($"/api/projects/{project.Id}/instructions/pictures", Content(bytes, type));

    private static ByteArrayContent Content(byte[] bytes, string type) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private static async Task<string> DetailAsync(HttpResponseMessage reply) =>
        (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
}
