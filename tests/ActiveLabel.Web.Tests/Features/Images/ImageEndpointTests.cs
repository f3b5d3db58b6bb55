using System.Net;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Images;

namespace ActiveLabel.Web.Tests.Features.Images;

public sealed class ImageEndpointTests
{
    [Fact]
    public async Task An_image_comes_as_it_was_imported_and_may_be_kept_for_good()
    {
        await using var server = await WebServer.StartAsync();
        var image = await AddAsync(server, await server.ProjectAsync(), Knots.Jpeg(0));

        var answer = await server.Client.GetAsync(ImageAddress.For(image));

        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Knots.Jpeg(0));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
    }

    [Fact]
    public async Task An_address_that_does_not_name_the_content_is_asked_again_and_answered_shortly()
    {
        await using var server = await WebServer.StartAsync();
        var image = await AddAsync(server, await server.ProjectAsync(), Knots.Jpeg(0));
        var address = $"/api/projects/{image.ProjectId}/images/{image.Id}";

        var first = await server.Client.GetAsync(address);
        first.Headers.CacheControl!.NoCache.ShouldBeTrue();
        var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        (await server.Client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_thumbnail_is_a_jpeg_no_larger_than_asked()
    {
        await using var server = await WebServer.StartAsync();
        var image = await AddAsync(server, await server.ProjectAsync(), Knots.Jpeg(0));

        var answer = await server.Client.GetAsync(ImageAddress.For(image, size: 40));
        var header = server.Get<IImageInspector>().Inspect(await answer.Content.ReadAsByteArrayAsync()).Header.ShouldNotBeNull();

        header.ContentType.ShouldBe("image/jpeg");
        Math.Max(header.Width, header.Height).ShouldBe(40);
        ((double)header.Width / header.Height).ShouldBe((double)image.Width / image.Height, tolerance: 0.05);
    }

    [Fact]
    public async Task A_format_that_browsers_cannot_show_becomes_one_that_they_can()
    {
        await using var server = await WebServer.StartAsync();
        var image = await AddAsync(server, await server.ProjectAsync(), Knots.Tiff());
        image.ContentType.ShouldBe("image/tiff");

        var answer = await server.Client.GetAsync(ImageAddress.For(image));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        var header = server.Get<IImageInspector>().Inspect(await answer.Content.ReadAsByteArrayAsync()).Header.ShouldNotBeNull();
        (header.Width, header.Height).ShouldBe((2, 1));
    }

    [Fact]
    public async Task An_image_is_not_found_through_another_project()
    {
        await using var server = await WebServer.StartAsync();
        var image = await AddAsync(server, await server.ProjectAsync("A"), Knots.Jpeg(0));
        var other = await server.ProjectAsync("B");

        (await server.Client.GetAsync($"/api/projects/{other.Id}/images/{image.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task A_size_beyond_reason_is_refused(int size)
    {
        await using var server = await WebServer.StartAsync();
        var image = await AddAsync(server, await server.ProjectAsync(), Knots.Jpeg(0));

        (await server.Client.GetAsync(ImageAddress.For(image, size))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<ProjectImage> AddAsync(WebServer server, Project project, byte[] bytes)
    {
        var hash = ImageHash.Of(bytes);
        await server.Get<IBlobStore>().PutAsync(hash, bytes, default);
        var header = server.Get<IImageInspector>().Inspect(bytes).Header.ShouldNotBeNull();
        var image = ProjectImage.Create(project.Id, hash, "picture", Split.Pool, bytes.Length, header, DateTimeOffset.UnixEpoch);
        await server.Get<IImageStore>().AddAsync(project.Id, [new NewImage(image, ClassId: null)], default);
        return (await server.Get<IImageStore>().ListAsync(project.Id, default)).Single().Image;
    }
}
