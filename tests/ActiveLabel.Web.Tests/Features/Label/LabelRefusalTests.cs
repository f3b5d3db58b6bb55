using System.Net;
using System.Text;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Label;

/// <summary>Everything that is wrong with a request is said in words, and nothing of it is kept.</summary>
public sealed class LabelRefusalTests
{
    [Fact]
    public async Task An_unknown_project_is_not_found()
    {
        await using var server = await LabelServer.StartAsync();

        (await server.RefusedAsync("/api/projects/77/lease", """{"session":"tab-one-1","most":1}""")).ShouldBe((404, "There is no project 77."));
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
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;

        var (status, detail) = await server.RefusedAsync(
            $"/api/projects/{project.Id}/labels", json.Replace("IMAGE", $"{image}").Replace("GUID", $"{Guid.NewGuid()}"));

        status.ShouldBe(400);
        detail.ShouldContain(named);
        (await server.HistoryAsync(project, image)).ShouldBeEmpty();
        server.Trigger.Appended.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_of_another_project_is_unknown_here()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var other = await server.ProjectAsync(images: 2, name: "Other");
        var image = (await server.Get<IImageStore>().ListAsync(other.Id, default))[1].Image.Id;

        var (status, detail) = await server.RefusedAsync($"/api/projects/{project.Id}/labels", Skip(image));

        status.ShouldBe(400);
        detail.ShouldContain($"no image {image}");
        (await server.HistoryAsync(other, image)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_image_is_not_labelled_here()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync();
        await server.AddAsync(project, 1, Split.Test);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;

        (await server.RefusedAsync($"/api/projects/{project.Id}/labels", Skip(image))).Detail.ShouldContain("test image");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public async Task A_page_does_not_get_more_images_than_it_can_show(int most)
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 9);

        (await server.RefusedAsync($"/api/projects/{project.Id}/lease", $$"""{"session":"tab-one-1","most":{{most}}}""")).Detail.ShouldContain("most");
    }

    [Fact]
    public async Task What_a_page_of_another_origin_can_send_without_asking_is_refused()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        using var form = new StringContent("""{"session":"tab-one-1","most":1}""", Encoding.UTF8, "text/plain");

        using var reply = await server.Client.PostAsync(new Uri($"/api/projects/{project.Id}/lease", UriKind.Relative), form);

        reply.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private static string Skip(long image) => $$"""{"id":"{{Guid.NewGuid()}}","imageId":{{image}},"session":"tab-one-1","kind":"skip"}""";
}
