using System.Net;
using System.Text;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Label;

/// <summary>Everything that is wrong with a request is said in words, and nothing of it is kept. So one server serves all.</summary>
public sealed class LabelRefusalTests : IClassFixture<LabelRefusalTests.Fixture>
{
    private readonly LabelServer _server;

    public LabelRefusalTests(Fixture fixture) => _server = fixture.Server;

    [Fact]
    public async Task An_unknown_project_is_not_found()
    {

        (await _server.RefusedAsync("/api/projects/77/lease", """{"session":"tab-one-1","most":1}""")).ShouldBe((404, "There is no project 77."));
    }

    [Theory]
    [InlineData("""{"id":"no-guid","imageId":IMAGE,"session":"tab-one-1","kind":"skip"}""", "id")]
    [InlineData("""{"imageId":IMAGE,"session":"tab-one-1","kind":"skip"}""", "id")]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000000","imageId":IMAGE,"session":"tab-one-1","kind":"skip"}""", "all zeros")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":"tab-one-1","kind":"perhaps"}""", "kind")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":"tab-one-1","kind":0}""", "kind")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":"tab-one-1","kind":"class"}""", "classId")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":"tab-one-1","kind":"class","classId":4711}""", "no class 4711")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":"tab-one-1","kind":"skip","classId":1}""", "Only a label of kind 'class'")]
    [InlineData("""{"id":"GUID","imageId":987654,"session":"tab-one-1","kind":"skip"}""", "no image 987654")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":"x","kind":"skip"}""", "session")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":"tab one; drop","kind":"skip"}""", "session")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":null,"kind":"skip"}""", "session")]
    [InlineData("""{"id":"GUID","imageId":IMAGE,"session":"tab-one-1","kind":"skip","tookMs":-5}""", "tookMs")]
    [InlineData("""{"id":"GUID",""", "")]
    [InlineData("null", "null")]
    [InlineData("", "")]
    public async Task A_label_that_makes_no_sense_is_refused_in_words(string json, string named)
    {
        var project = await ProjectAsync(images: 1);
        var image = (await _server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;

        var (status, detail) = await _server.RefusedAsync(
            $"/api/projects/{project.Id}/labels", json.Replace("IMAGE", $"{image}").Replace("GUID", $"{Guid.NewGuid()}"));

        status.ShouldBe(400);
        detail.ShouldContain(named);
        (await _server.HistoryAsync(project, image)).ShouldBeEmpty();
        _server.Trigger.Appended.ShouldNotContain(project.Id);
    }

    [Fact]
    public async Task An_image_of_another_project_is_unknown_here()
    {
        var project = await ProjectAsync(images: 1);
        var other = await ProjectAsync(images: 2);
        var image = (await _server.Get<IImageStore>().ListAsync(other.Id, default))[1].Image.Id;

        var (status, detail) = await _server.RefusedAsync($"/api/projects/{project.Id}/labels", Skip(image));

        status.ShouldBe(400);
        detail.ShouldContain($"no image {image}");
        (await _server.HistoryAsync(other, image)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_image_is_not_labelled_here()
    {
        var project = await ProjectAsync();
        await _server.AddAsync(project, 1, Split.Test);
        var image = (await _server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;

        (await _server.RefusedAsync($"/api/projects/{project.Id}/labels", Skip(image))).Detail.ShouldContain("test image");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public async Task A_page_does_not_get_more_images_than_it_can_show(int most)
    {
        var project = await ProjectAsync(images: 9);

        (await _server.RefusedAsync($"/api/projects/{project.Id}/lease", $$"""{"session":"tab-one-1","most":{{most}}}""")).Detail.ShouldContain("most");
    }

    [Fact]
    public async Task What_a_page_of_another_origin_can_send_without_asking_is_refused()
    {
        var project = await ProjectAsync(images: 1);
        using var form = new StringContent("""{"session":"tab-one-1","most":1}""", Encoding.UTF8, "text/plain");

        using var reply = await _server.Client.PostAsync(new Uri($"/api/projects/{project.Id}/lease", UriKind.Relative), form);

        reply.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private static string Skip(long image) => $$"""{"id":"{{Guid.NewGuid()}}","imageId":{{image}},"session":"tab-one-1","kind":"skip"}""";

    private Task<Project> ProjectAsync(int images = 0) => _server.ProjectAsync(images, $"Knots {Guid.NewGuid():N}");

    public sealed class Fixture : IAsyncLifetime
    {
        internal LabelServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await LabelServer.StartAsync();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
