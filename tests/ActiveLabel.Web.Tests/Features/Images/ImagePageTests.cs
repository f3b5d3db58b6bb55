using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Features.Images.History;
using ActiveLabel.Web.Shell;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ActiveLabel.Web.Tests.Features.Images;

public sealed class ImagePageTests
{
    private static readonly (int Predicted, int Labelled)[] Tests = [(0, 0), (1, 1), (0, 1), (2, 2)];

    [Fact]
    public async Task It_tells_every_label_and_every_prediction()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync(number: 1);
        await stage.AddVersionAsync(number: 2, labels: 20);

        var page = await OpenAsync(stage, "knot02.png");

        page.Find("h1").TextContent.ShouldBe("knot02.png");
        page.Find(".image-answers h2").TextContent.ShouldBe("Labelled dry");
        var label = page.Find("table tbody tr").TextContent;
        label.ShouldContain("Import");
        label.ShouldContain("yes, and last to say the label");
        var guesses = page.FindAll("section[aria-labelledby=guesses-heading] tbody tr");
        guesses.Select(row => row.QuerySelector("th")!.TextContent).ShouldBe(["2", "1"]);
        guesses[0].QuerySelector(".class-chip")!.TextContent.ShouldBe("sound");
        page.Find(".image-missing").TextContent.ShouldContain("The bytes of this image are missing");
    }

    [Fact]
    public async Task Its_label_is_corrected_by_key_and_taken_back()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var version = await stage.AddVersionAsync();
        var page = await OpenAsync(stage, "knot02.png");

        await page.Find(".image-page").KeyDownAsync(new KeyboardEventArgs { Key = "1" });

        page.WaitForAssertion(() => page.Find(".image-answers h2").TextContent.ShouldBe("Labelled sound"));
        page.Find(".image-answers [role=status]").TextContent.ShouldBe("It is sound now. Coming rounds are judged by it.");
        var entry = (await HistoryAsync(stage, "knot02.png"))[^1];
        (entry.Source, entry.PersonId, entry.ModelVersionId).ShouldBe((LabelSource.Review, stage.Me.PersonId, version.Id));

        await page.FindAll("button").Single(b => b.TextContent == "Take your label back").ClickAsync();

        page.WaitForAssertion(() => page.Find(".image-answers h2").TextContent.ShouldBe("Labelled dry"));
        page.FindAll("table tbody tr.is-withdrawn").Count.ShouldBe(1);
        stage.Trigger.Appended.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_removed_image_says_so_takes_no_label_and_is_brought_back()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var image = await stage.ImageAsync("knot02.png");
        await stage.Get<ISplitMoves>().MoveAsync(stage.Project.Id, [image.Id], Split.Removed, stage.Me.PersonId, DateTimeOffset.UnixEpoch, default);
        var page = await OpenAsync(stage, "knot02.png");
        page.Markup.ShouldContain("This image was removed from the project");
        page.FindAll(".image-classes button").ShouldAllBe(b => b.HasAttribute("disabled"));
        var said = (await HistoryAsync(stage, "knot02.png")).Count;
        await page.Find(".image-page").KeyDownAsync(new KeyboardEventArgs { Key = "1" });
        (await HistoryAsync(stage, "knot02.png")).Count.ShouldBe(said);

        await page.FindAll("button").Single(b => b.TextContent == "Bring it back").ClickAsync();

        page.WaitForAssertion(() => page.Find(".image-answers [role=status]").TextContent.ShouldBe("1 image brought back into the project."));
        (await stage.ImageAsync("knot02.png")).Split.ShouldBe(Split.Test);
    }

    [Fact]
    public async Task It_leads_to_its_neighbours_in_the_filter_that_one_comes_from()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var dry = stage.Project.Classes[1].Id;

        var page = await OpenAsync(stage, "knot02.png", $"?label={dry}&sort=oldest");

        page.WaitForAssertion(() => page.Find(".image-way").TextContent.ShouldContain("2 of 2"));
        page.Find("[data-step=before]").GetAttribute("href").ShouldBe($"/projects/{stage.Project.Id}/images/{(await stage.ImageAsync("knot01.png")).Id}?label={dry}&sort=oldest");
        page.FindAll("[data-step=after]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(987_654)]
    public async Task An_image_that_is_not_the_projects_is_not_there(long id)
    {
        await using var stage = await Stage.CreateAsync(Tests);

        var page = Render(stage, id);

        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("There is no such image"));
    }

    private static async Task<IReadOnlyList<LabelEntry>> HistoryAsync(Stage stage, string file) =>
        await stage.Get<ILabelLog>().HistoryAsync(stage.Project.Id, (await stage.ImageAsync(file)).Id, default);

    private static async Task<IRenderedComponent<ImagePage>> OpenAsync(Stage stage, string file, string query = "")
    {
        var image = await stage.ImageAsync(file);
        stage.Get<NavigationManager>().NavigateTo($"projects/{stage.Project.Id}/images/{image.Id}{query}");
        var page = Render(stage, image.Id);
        page.WaitForAssertion(() => page.FindAll("#guesses-heading").ShouldNotBeEmpty(), TimeSpan.FromSeconds(10));
        return page;
    }

    private static IRenderedComponent<ImagePage> Render(Stage stage, long id) => stage.Bunit.Render<ImagePage>(page => page
        .Add(p => p.ProjectId, stage.Project.Id).Add(p => p.ImageId, id)
        .AddCascadingValue(new ProjectContext(stage.Project, stage.Me, ProjectRole.Admin, () => Task.CompletedTask)));
}
