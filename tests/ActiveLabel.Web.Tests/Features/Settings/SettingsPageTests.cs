using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Web.Features.Settings;
using Bunit;

namespace ActiveLabel.Web.Tests.Features.Settings;

public sealed class SettingsPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task What_is_saved_is_the_projects_policy_and_the_rest_stays()
    {
        await using var stage = await Stage.CreateAsync();
        var before = stage.Project.Policy;
        var page = Open(stage);

        page.Find("#strategy").Change("random");
        page.Find("#batch").Input("25");
        page.Find("#audit").Input("12.5");
        page.Find("#spread").Change(false);
        await SaveAsync(page);

        page.WaitForAssertion(() => page.Find(".settings-end [role=status]").TextContent.ShouldBe("Saved. The next round takes it."), Patience);
        (await PolicyAsync(stage)).ShouldBe(before with { Strategy = QueryStrategy.Random, BatchSize = 25, AuditShare = 0.125, SpreadLabels = false });
    }

    [Fact]
    public async Task Several_peoples_answers_are_counted_anew_as_soon_as_another_method_is_saved()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.AddPoolImageAsync();
        var (image, log) = (await stage.ImageAsync("pool.png"), stage.Get<ILabelLog>());
        long[] people = [stage.Me.PersonId, (await stage.Get<IPersonStore>().GetAsync(PersonKind.Import, default)).Id];
        var page = Open(stage);
        page.WaitForElement("#consensus", Patience).TagName.ShouldBe("SELECT");
        page.Markup.ShouldContain("No image has been answered by several people yet");
        foreach (var (person, at) in ((long, int)[])[(people[0], 1), (people[1], 0), (people[0], 1)])
        {
            await log.AppendAsync(
                new LabelEntry(Guid.NewGuid(), stage.Project.Id, image.Id, person, LabelKind.Class, stage.Project.Classes[at].Id, default, LabelSource.LabelPage), default);
        }

        page.Find("#consensus").Change(nameof(ConsensusMethod.DawidSkene));
        page.Find("#second").Change(true);
        page.Find("#weigh").Change(true);
        await SaveAsync(page);

        page.WaitForAssertion(() => page.Find(".settings-end [role=status]").TextContent.ShouldStartWith("Saved"), Patience);
        page.WaitForAssertion(() => page.Find("#consensus-now").TextContent.ShouldContain("of 1 answered images"), Patience);
        var policy = await PolicyAsync(stage);
        (policy.Consensus, policy.SecondOpinions, policy.WeightByConfidence).ShouldBe((ConsensusMethod.DawidSkene, true, true));
        var kept = (await stage.Get<IOpinionStore>().FindAsync(stage.Project.Id, default)).ShouldNotBeNull();
        (kept.Method, kept.Shared, kept.Disputed).ShouldBe((ConsensusMethod.DawidSkene, 1, 1));
    }

    [Theory]
    [InlineData("#batch", "0", "Images in a batch: a whole number from 1 to 1,000, please.")]
    [InlineData("#batch", "ten", "Images in a batch: a whole number from 1 to 1,000, please.")]
    [InlineData("#retrain", "2.5", "Labels until the next round: a whole number from 1 to 1,000, please.")]
    [InlineData("#audit", "101", "Share of random checks: a number from 0 to 100, please.")]
    [InlineData("#l2", "NaN", "L2: a number from 0 to 1,000, please.")]
    [InlineData("#lease", "", "Minutes an image stays reserved: a whole number from 1 to 120, please.")]
    public async Task A_value_out_of_bounds_is_named_and_not_saved(string field, string typed, string said)
    {
        await using var stage = await Stage.CreateAsync();
        var page = Open(stage);

        await page.Find(field).InputAsync(typed);

        page.Find("[role=alert]").TextContent.ShouldBe(said);
        page.Find(field).GetAttribute("aria-invalid").ShouldBe("true");
        page.Find(".settings-end button").HasAttribute("disabled").ShouldBeTrue();
        (await PolicyAsync(stage)).ShouldBe(stage.Project.Policy);
    }

    [Fact]
    public async Task Whoever_saves_second_is_told_and_overwrites_nothing()
    {
        await using var stage = await Stage.CreateAsync();
        var page = Open(stage);
        await stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, p => p.Follow(p.Policy with { BatchSize = 33 }), default);

        page.Find("#retrain").Input("50");
        await SaveAsync(page);

        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("Somebody else saved these settings"), Patience);
        (await PolicyAsync(stage)).ShouldBe(stage.Project.Policy with { BatchSize = 33 });

        page.FindAll("button").Single(b => b.TextContent.Contains("Take theirs over")).Click();

        page.WaitForAssertion(() => page.Find("#batch").GetAttribute("value").ShouldBe("33"), Patience);
        page.Find("#retrain").GetAttribute("value").ShouldBe("10");
    }

    [Fact]
    public async Task The_defaults_come_back_but_are_saved_only_when_asked()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, p => p.Follow(p.Policy with { BatchSize = 33, Seed = 4 }), default);
        var page = Open(stage);
        page.WaitForAssertion(() => page.Find("#batch").GetAttribute("value").ShouldBe("33"), Patience);

        page.FindAll("button").Single(b => b.TextContent.Contains("Back to the defaults")).Click();

        page.Find("#batch").GetAttribute("value").ShouldBe("10");
        (await PolicyAsync(stage)).BatchSize.ShouldBe(33);

        await SaveAsync(page);

        // The seed is not on the page, and not its to change.
        page.WaitForAssertion(() => page.Find(".settings-end [role=status]").TextContent.ShouldStartWith("Saved"), Patience);
        (await PolicyAsync(stage)).ShouldBe(new ProjectPolicy { Seed = 4 });
    }

    private static IRenderedComponent<SettingsPage> Open(Stage stage)
    {
        var page = stage.Open<SettingsPage>();
        page.WaitForElement("#batch", Patience);
        return page;
    }

    private static Task SaveAsync(IRenderedComponent<SettingsPage> page) => page.Find(".settings-end button").ClickAsync();

    private static async Task<ProjectPolicy> PolicyAsync(Stage stage) =>
        (await stage.Get<IProjectStore>().FindAsync(stage.Project.Id, default)).ShouldNotBeNull().Policy;
}
