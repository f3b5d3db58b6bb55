using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Settings;
using Bunit;

namespace ActiveLabel.Web.Tests.Features.Settings;

public sealed class ClassesPanelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Keys_and_names_are_saved_together_and_two_may_swap()
    {
        await using var stage = await Stage.CreateAsync();
        var page = Open(stage);

        await Key(page, 0).InputAsync("2");
        page.Find("[role=alert]").TextContent.ShouldBe("'dry' has the key 2 too: give each a key of its own.");
        Save(page).HasAttribute("disabled").ShouldBeTrue();
        await Key(page, 1).InputAsync("d");
        await page.FindAll(".class-row .class-row-name")[1].InputAsync("dead");
        page.FindAll("[role=alert]").ShouldBeEmpty();
        await Save(page).ClickAsync();

        page.WaitForAssertion(() => page.Find(".classes-end [aria-live]").TextContent.ShouldBe("Saved. Open Label pages take it over at once."), Patience);
        (await ClassesAsync(stage)).Select(c => (c.Name, c.Key)).ShouldBe([("sound", "2"), ("dead", "d"), ("<script>", "3")]);
    }

    [Fact]
    public async Task Whoever_saves_second_is_told_and_overwrites_nothing()
    {
        await using var stage = await Stage.CreateAsync();
        var page = Open(stage);
        await stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, p => p.AddClass("decayed"), default);

        await Key(page, 0).InputAsync("x");
        await Save(page).ClickAsync();

        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("Somebody else changed the classes"), Patience);
        (await ClassesAsync(stage)).Select(c => c.Key).ShouldBe(["1", "2", "3", "4"]);
    }

    [Fact]
    public async Task Two_classes_are_merged_after_numbers_have_told_what_it_does_and_undone_again()
    {
        await using var stage = await Stage.CreateAsync((0, 1), (0, 1), (1, 0));
        var page = Open(stage);

        await page.Find("[aria-label='Merge, split or delete dry']").ClickAsync();
        page.WaitForAssertion(() => Forecast(page).ShouldBe(
            ["2 labels of 2 images will count as 'sound'.", "The key 2 becomes free.", "The next round trains with 2 classes and starts by itself. Figures so far stay, as of the classes of then."]), Patience);
        await Do(page).ClickAsync();

        page.WaitForAssertion(() => page.Find(".classes-end [aria-live]").TextContent.ShouldBe("Done: 'dry' was merged into 'sound'. Open Label pages take it over at once."), Patience);
        (await ClassesAsync(stage)).Select(c => c.Name).ShouldBe(["sound", "<script>"]);
        page.FindAll(".class-row").Count.ShouldBe(2);
        page.Find(".class-record-what").TextContent.ShouldBe("'dry' was merged into 'sound'");
        page.Find(".class-record-who").TextContent.ShouldStartWith($"{stage.Me.Name}, ");
        stage.Trigger.Appended.ShouldBe([stage.Project.Id]);

        await page.Find("[aria-label=\"Undo: 'dry' was merged into 'sound'\"]").ClickAsync();
        page.WaitForAssertion(() => Forecast(page)[0].ShouldBe("2 labels of 2 images will count again as they did before."), Patience);
        await page.FindAll(".class-record button").First(b => b.TextContent.Contains("Undo it", StringComparison.Ordinal)).ClickAsync();

        page.WaitForAssertion(() => page.Find(".class-record-end").TextContent.ShouldStartWith("undone by "), Patience);
        (await ClassesAsync(stage)).Select(c => c.Name).ShouldBe(["sound", "dry", "<script>"]);
    }

    [Fact]
    public async Task A_split_tells_before_what_it_needs_and_a_deletion_what_becomes_of_test_images()
    {
        await using var stage = await Stage.CreateAsync((0, 1), (0, 1), (1, 0));
        var page = Open(stage);

        await page.Find("[aria-label='Merge, split or delete dry']").ClickAsync();
        page.WaitForAssertion(() => Do(page).HasAttribute("disabled").ShouldBeFalse(), Patience);
        await page.FindAll(".class-wish-kinds input")[1].ChangeAsync(true);
        Do(page).HasAttribute("disabled").ShouldBeTrue();
        await page.Find(".class-wish .class-row-name").InputAsync("light");
        page.WaitForAssertion(() => page.Find(".class-wish [role=alert]").TextContent.ShouldContain("at least two classes"), Patience);
        await page.Find(".class-wish .tick").ChangeAsync(true);
        page.WaitForAssertion(() => Forecast(page)[0].ShouldStartWith("2 labels of 2 images will train nothing, and these images come up again before all others"), Patience);

        await page.FindAll(".class-wish-kinds input")[2].ChangeAsync(true);
        page.WaitForAssertion(() => Forecast(page)[1].ShouldBe("2 of them are test images: no queue asks about those, and they judge no model until you label them again."), Patience);
        (await ClassesAsync(stage)).Select(c => c.Name).ShouldBe(["sound", "dry", "<script>"], "nothing was confirmed");
    }

    [Fact]
    public async Task Who_confirms_what_somebody_else_has_overtaken_is_told()
    {
        await using var stage = await Stage.CreateAsync((0, 1));
        var page = Open(stage);
        await page.Find("[aria-label='Merge, split or delete dry']").ClickAsync();
        page.WaitForAssertion(() => Do(page).HasAttribute("disabled").ShouldBeFalse(), Patience);
        await stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, p => p.AddClass("decayed"), default);

        await Do(page).ClickAsync();

        page.WaitForAssertion(() => page.Find(".class-wish [role=alert]").TextContent.ShouldContain("Somebody else changed the classes"), Patience);
        (await ClassesAsync(stage)).Count.ShouldBe(4);
    }

    private static string[] Forecast(IRenderedComponent<SettingsPage> page) => [.. page.FindAll(".class-forecast li").Select(li => li.TextContent)];

    private static AngleSharp.Dom.IElement Do(IRenderedComponent<SettingsPage> page) => page.Find(".class-wish .row button");

    private static IRenderedComponent<SettingsPage> Open(Stage stage)
    {
        var page = stage.Open<SettingsPage>();
        page.WaitForElement(".sheet[aria-busy=false] .class-row", Patience);
        return page;
    }

    private static AngleSharp.Dom.IElement Key(IRenderedComponent<SettingsPage> page, int row) => page.FindAll(".class-row-key input")[row];

    private static AngleSharp.Dom.IElement Save(IRenderedComponent<SettingsPage> page) => page.Find(".classes-end button");

    private static async Task<IReadOnlyList<ProjectClass>> ClassesAsync(Stage stage) =>
        (await stage.Get<IProjectStore>().FindAsync(stage.Project.Id, default)).ShouldNotBeNull().Classes;
}
