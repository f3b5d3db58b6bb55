using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Web.Features.Rounds.Lineage;
using ActiveLabel.Web.Shell;
using Bunit;

namespace ActiveLabel.Web.Tests.Features.Rounds.Lineage;

public sealed class LineagePageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_round_that_there_is_not_is_said_so()
    {
        await using var stage = await Stage.CreateAsync((0, 0));

        var page = stage.Open<LineagePage>(page => page.Add(p => p.Number, 12));

        page.WaitForAssertion(() => page.Find(".empty h1").TextContent.ShouldBe("There is no such round"), Patience);
    }

    [Fact]
    public async Task A_round_that_failed_tells_why_it_made_no_model()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        var round = await stage.BeginRoundAsync();
        round.Fail("The disk is full.", DateTimeOffset.UnixEpoch);
        await stage.Get<IRoundStore>().EndAsync(round, [], default);

        var page = stage.Open<LineagePage>(page => page.Add(p => p.Number, 1));

        page.WaitForAssertion(() => page.Find(".note").TextContent.ShouldContain("This round made no model. The disk is full."), Patience);
        page.FindAll("button").ShouldNotContain(b => b.TextContent.Contains("Rebuild"));
    }

    [Fact]
    public async Task A_version_from_before_lineage_was_recorded_shows_what_is_known_and_says_what_is_not()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));
        var version = await TrainedAsync(stage);

        var page = stage.Open<LineagePage>(page => page.Add(p => p.VersionNumber, version.Number));

        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("Version 1"), Patience);
        page.Markup.ShouldContain("from before it was recorded");
        page.Find(".facts").TextContent.ShouldContain(Fingerprints.Of(version.Model));
    }

    [Fact]
    public async Task A_rebuild_that_cannot_be_done_says_why_and_may_be_asked_again()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));
        await TrainedAsync(stage);
        var page = stage.Open<LineagePage>(page => page.Add(p => p.Number, 1));
        page.WaitForAssertion(() => page.Find(".rebuild button"), Patience);

        page.Find(".rebuild button").Click();

        page.WaitForAssertion(() => page.Find(".rebuild .note").TextContent.ShouldContain("Version 1 cannot be rebuilt."), Patience);
        page.Find(".rebuild").TextContent.ShouldContain("a model needs labels of at least two classes", Case.Insensitive);
        page.Find(".rebuild button").TextContent.ShouldContain("Rebuild again");
    }

    [Fact]
    public async Task Beside_a_figure_stands_the_version_the_labels_and_the_images_that_judged_it()
    {
        await using var stage = await Stage.CreateAsync((0, 0));

        var source = stage.Bunit.Render<FigureSource>(parameters => parameters
            .Add(p => p.Version, 12).Add(p => p.Labels, 341).Add(p => p.Basis, EvaluationBasis.TestSplit).Add(p => p.Judged, 629)
            .AddCascadingValue(new ProjectContext(stage.Project, stage.Me, Core.People.ProjectRole.Admin, () => Task.CompletedTask)));

        source.Find(".figure-source").TextContent.Trim().ShouldBe("from version 12, 341 labels, 629 test images");
        source.Find("a").GetAttribute("href").ShouldBe($"/projects/{stage.Project.Id}/versions/12");
    }

    private static async Task<Core.Models.ModelVersion> TrainedAsync(Stage stage)
    {
        var version = await stage.AddVersionAsync();
        var round = await stage.BeginRoundAsync();
        round.Train(10);
        round.Score(version.Id);
        round.Select();
        round.Finish(DateTimeOffset.UnixEpoch);
        await stage.Get<IRoundStore>().EndAsync(round, [], default);
        return version;
    }
}
