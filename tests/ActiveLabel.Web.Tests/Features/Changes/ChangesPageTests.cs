using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Changes;
using Bunit;

namespace ActiveLabel.Web.Tests.Features.Changes;

public sealed class ChangesPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Each_change_is_a_sentence_with_who_and_when()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        await Acting.AsAsync(Actor.Person(9, "Anna"), () => stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, p => p.Follow(p.Policy with { BatchSize = 25 }), default));

        var page = stage.Open<ChangesPage>();

        page.WaitForAssertion(() => page.FindAll("tbody tr").Count.ShouldBe(2, page.Markup), Patience);
        var newest = page.Find("tbody tr");
        newest.QuerySelector("th")!.TextContent.ShouldBe("Anna");
        newest.QuerySelector(".change-words")!.TextContent.ShouldBe("changed the batch size from 10 to 25");
        page.FindAll("tbody tr")[1].TextContent.ShouldContain("made the project 'Knots' (classes: sound, dry, <script>, network: net)");
    }

    [Fact]
    public async Task Of_many_changes_some_are_shown_and_the_rest_on_demand()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        for (var n = 0; n < 60; n++) await stage.Get<IChangeLog>().AddAsync(stage.Project.Id, ChangeKind.Exports, ChangeAct.Added, $"export {n}", null, null, default);
        var page = stage.Open<ChangesPage>();
        page.WaitForAssertion(() => page.FindAll("tbody tr").Count.ShouldBe(50), Patience);

        page.FindAll("button").Single(b => b.TextContent.Contains("Show older changes")).Click();

        page.WaitForAssertion(() => page.FindAll("tbody tr").Count.ShouldBe(61), Patience);
        page.FindAll("button").ShouldNotContain(b => b.TextContent.Contains("Show older changes"));
    }

    [Fact]
    public async Task A_kind_of_which_there_is_nothing_leads_back_to_everything()
    {
        await using var stage = await Stage.CreateAsync((0, 0));

        var list = stage.Bunit.Render<ChangeList>(p => p.Add(l => l.ProjectId, stage.Project.Id).Add(l => l.Kind, "Gold").Add(l => l.Address, "/projects/1/changes"));

        list.WaitForAssertion(() => list.Find(".empty h2").TextContent.ShouldBe("Nothing of that kind"), Patience);
        list.Find(".empty a").GetAttribute("href").ShouldBe("/projects/1/changes");
    }
}
