using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Web.Features.Rounds;
using Bunit;

namespace ActiveLabel.Web.Tests.Features.Rounds;

public sealed class RoundsPageTests
{
    [Fact]
    public async Task Before_the_first_round_it_says_what_to_do()
    {
        await using var stage = await Stage.CreateAsync((0, 0));

        var page = stage.Open<RoundsPage>();

        page.WaitForAssertion(() => page.Find(".empty").TextContent.ShouldContain("This project has no images yet"), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task With_images_that_no_network_has_seen_it_sends_to_the_overview()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.AddPoolImageAsync();

        var page = stage.Open<RoundsPage>();

        page.WaitForAssertion(() => page.Find(".empty").TextContent.ShouldContain("not prepared yet"), TimeSpan.FromSeconds(10));
        page.Find(".empty a").GetAttribute("href").ShouldBe($"/projects/{stage.Project.Id}");
    }

    [Fact]
    public async Task A_comparison_of_trainers_without_labels_says_what_it_takes()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        await stage.BeginRoundAsync();
        var page = stage.Open<RoundsPage>();
        page.WaitForAssertion(() => page.Markup.ShouldContain("Compare trainers"), TimeSpan.FromSeconds(10));

        page.FindAll("button").Single(b => b.TextContent.Contains("Compare trainers")).Click();

        page.WaitForAssertion(() => page.Markup.ShouldContain("labels of at least two classes"), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_comparison_is_kept_until_the_labels_change()
    {
        var then = new LabelPlace(Labelled: 40, Round: 3, SinceRound: 5);

        then.Holds(then).ShouldBeTrue();
        then.Holds(new LabelPlace(40, 4, 0)).ShouldBeTrue("a round has only read these labels");
        then.Holds(new LabelPlace(41, 3, 6)).ShouldBeFalse();
        then.Holds(new LabelPlace(40, 3, 6)).ShouldBeFalse("a label was corrected");
        then.Holds(new LabelPlace(40, 4, 1)).ShouldBeFalse();
    }

    [Fact]
    public void What_did_not_converge_and_what_was_learnt_from_stands_in_words()
    {
        var version = new ModelSummary(1, 1, 40, null, DateTimeOffset.UnixEpoch)
        {
            Options = new TrainingOptions(0, 2) { PenaltiesChosenAt = 30 },
            Outcome = new TrainingOutcome(false, 2000, 12, null),
        };

        RoundWords.Training(version).ShouldBe("elastic net · L2 2, chosen at 30 labels · 2,000 steps · guesses at 12 images");
        RoundWords.Training(version with { Outcome = null }).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_round_under_way_shows_its_step_and_what_it_does()
    {
        await using var stage = await Stage.CreateAsync();
        var round = await stage.BeginRoundAsync();
        round.Train(labelCount: 12);
        await stage.Get<IRoundStore>().SaveAsync(round, default);

        var page = stage.Open<RoundsPage>();

        page.WaitForAssertion(() => page.Find("[aria-current=step]").TextContent.ShouldContain("Train"), TimeSpan.FromSeconds(10));
        page.Find("[role=status]").TextContent.ShouldBe("Round 1 is training on 12 labels.");
    }

    [Fact]
    public async Task A_change_of_state_arrives_without_reloading()
    {
        await using var stage = await Stage.CreateAsync();
        var round = await stage.BeginRoundAsync();
        var page = stage.Open<RoundsPage>();
        page.WaitForAssertion(() => page.Find("[aria-current=step]").TextContent.ShouldContain("Prepare"), TimeSpan.FromSeconds(10));

        round.Train(labelCount: 12);
        await stage.Get<IRoundStore>().SaveAsync(round, default);
        stage.Feed.Publish(round);

        page.WaitForAssertion(() => page.Find("[aria-current=step]").TextContent.ShouldContain("Train"), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Rounds_stand_newest_first_with_figures_or_the_reason_why_there_are_none()
    {
        await using var stage = await Stage.CreateAsync();
        await FinishAsync(stage, labels: 20);
        var failed = await stage.BeginRoundAsync(minute: 1);
        failed.Fail("The disk is full.", failed.StartedAt.AddSeconds(2));
        await stage.Get<IRoundStore>().EndAsync(failed, [], default);

        var page = stage.Open<RoundsPage>();

        page.WaitForAssertion(() => page.FindAll(".rounds-table tbody tr").Count.ShouldBe(2), TimeSpan.FromSeconds(10));
        var rows = page.FindAll(".rounds-table tbody tr").Select(r => r.TextContent).ToArray();
        rows[0].ShouldContain("failed");
        rows[0].ShouldContain("The disk is full.");
        rows[1].ShouldContain("80.0%");
        rows[1].ShouldContain("75.0%");
        page.Find("a[href$='review?version=1']").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_next_images_tell_why_they_were_picked()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.AddPoolImageAsync();
        var image = await stage.ImageAsync("pool.png");
        var round = await stage.BeginRoundAsync();
        round.Lack("too few", 0, round.StartedAt);
        var why = new PickWhy(PickCause.UnsureBetween, stage.Project.Classes[1].Id, stage.Project.Classes[2].Id);
        await stage.Get<IRoundStore>().EndAsync(round, [new Pick(image.Id, PickReason.Strategy) { Why = why }], default);

        var page = stage.Open<RoundsPage>();

        page.WaitForAssertion(() => page.Find(".next-images figcaption").TextContent.ShouldBe("unsure between dry and <script>"), TimeSpan.FromSeconds(10));
        page.Find(".next-images img").GetAttribute("alt").ShouldBe("pool.png");
    }

    [Fact]
    public async Task The_learning_curve_says_which_images_judge()
    {
        await using var stage = await Stage.CreateAsync();
        await FinishAsync(stage, labels: 20);

        var page = stage.Open<RoundsPage>();

        page.WaitForAssertion(() => page.Find(".learning-curve").ShouldNotBeNull(), TimeSpan.FromSeconds(10));
        page.Markup.ShouldContain("Judged by the labelled test images. None of them trains a model.");
    }

    [Fact]
    public async Task Retrain_now_asks_for_a_round()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.AddPoolImageAsync();
        await FinishAsync(stage, labels: 20);
        var page = stage.Open<RoundsPage>();
        page.WaitForElement(".round-now", TimeSpan.FromSeconds(10));

        stage.Trigger.Requested.ShouldBeEmpty();
        await page.Find(".round-now button").ClickAsync();

        stage.Trigger.Requested.ShouldBe([stage.Project.Id]);
        page.Find(".round-now button").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_leaves_the_page_is_told_nothing_more()
    {
        await using var stage = await Stage.CreateAsync();
        var round = await stage.BeginRoundAsync();
        var page = stage.Open<RoundsPage>();
        page.WaitForElement(".round-now", TimeSpan.FromSeconds(10));
        Listeners(stage.Feed).ShouldBe(1);

        await stage.Bunit.DisposeComponentsAsync();

        Listeners(stage.Feed).ShouldBe(0);
        stage.Feed.Publish(round);
    }

    [Fact]
    public async Task Early_on_the_recommendation_says_what_is_missing()
    {
        await using var stage = await Stage.CreateAsync();
        await FinishAsync(stage, labels: 12);

        var page = stage.Open<RoundsPage>();

        page.WaitForElement(".stopping", TimeSpan.FromSeconds(10));
        page.Find(".stopping h2").TextContent.ShouldBe("Too early to say");
        page.Find(".stopping [role=status]").TextContent.ShouldBe("One round has been judged so far: it takes 5 to see where the accuracy is going.");
        page.FindAll(".stopping-gain").ShouldBeEmpty();
        page.FindAll(".plot-ahead").ShouldBeEmpty();
    }

    [Theory, InlineData(0.0, "You can stop labelling"), InlineData(0.02, "Go on labelling")]
    public async Task The_recommendation_and_the_expected_continuation_follow_the_rounds(double rise, string heading)
    {
        await using var stage = await Stage.CreateAsync();
        await stage.AddPoolImageAsync();
        for (var number = 1; number <= 15; number++)
        {
            await FinishAsync(stage, number * 20, number, 0.5 + (number * rise), judging: 2000, error: 0.01);
        }

        var page = stage.Open<RoundsPage>();

        page.WaitForAssertion(() => page.Find(".stopping h2").TextContent.ShouldBe(heading), TimeSpan.FromSeconds(10));
        page.Find(".stopping-range").TextContent.ShouldContain("between");
        page.FindAll("path.plot-ahead").Count.ShouldBe(1);
        page.Find("path.plot-ahead-band").GetAttribute("d").ShouldNotBeNullOrEmpty();
    }

    private static async Task FinishAsync(Stage stage, int labels, int number = 1, double balanced = 0.75, int judging = 50, double error = 0.06)
    {
        var version = await stage.AddVersionAsync(
            number, labels, new EvaluationSummary(EvaluationBasis.TestSplit, judging, 0.8, balanced, 0.7, 0.5, [0.9, null, null]) { BalancedAccuracyError = error });
        var round = await stage.BeginRoundAsync(number);
        round.Train(labels);
        round.Score(version.Id);
        round.Select();
        round.Finish(round.StartedAt.AddSeconds(1.5));
        await stage.Get<IRoundStore>().EndAsync(round, [], default);
    }

    private static int Listeners(RoundFeed feed) =>
        ((Delegate?)typeof(RoundFeed).GetField(nameof(RoundFeed.Changed), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
            .GetValue(feed))?.GetInvocationList().Length ?? 0;
}
