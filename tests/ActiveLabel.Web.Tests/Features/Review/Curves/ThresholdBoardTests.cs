using ActiveLabel.Web.Features.Review;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ActiveLabel.Web.Tests.Features.Review.Curves;

/// <summary>One class against the rest, on the page.</summary>
public sealed class ThresholdBoardTests
{
    private static readonly (int Predicted, int Labelled)[] Tests =
        [(0, 0), (1, 1), (2, 2), (0, 0), (1, 1), (2, 2), (0, 0), (1, 1), (2, 2), (0, 0), (0, 1), (0, 1)];

    [Fact]
    public async Task The_threshold_says_what_is_found_and_what_is_mistaken()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = await BoardAsync(stage);

        Readout(page).ShouldBe(["60.0%3 of 5", "100.0%3 of 3", "100.0%7 of 7", "0.7502 missed, 0 false"]);
        await Slider(page).InputAsync("0.01");

        // Every image has at least 1 % of every class.
        Readout(page).ShouldBe(["100.0%5 of 5", "41.7%5 of 12", "0.0%0 of 7", "0.5880 missed, 7 false"]);
        Slider(page).GetAttribute("aria-valuetext").ShouldBe("0.01: 5 of 5 dry found, 7 of 7 others called so");
        page.Find("[data-threshold-exact]").GetAttribute("value").ShouldBe("0.01");
    }

    [Fact]
    public async Task A_threshold_that_is_let_go_stands_in_the_address()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = await BoardAsync(stage);

        await Slider(page).ChangeAsync("0.3");

        stage.Get<NavigationManager>().Uri.ShouldEndWith($"?class={stage.Project.Classes[1].Id}&from=0.3");
    }

    [Fact]
    public async Task A_link_leads_to_the_class_and_threshold_that_it_names()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        stage.Get<NavigationManager>().NavigateTo($"/projects/1/review?class={stage.Project.Classes[1].Id}&from=0.25");
        var page = stage.Open<ReviewPage>();
        page.WaitForElement(".threshold-board", TimeSpan.FromSeconds(10));

        page.Find("#roc-title").TextContent.ShouldBe("ROC curve of dry");
        page.Find("[data-threshold-exact]").GetAttribute("value").ShouldBe("0.25");
    }

    [Fact]
    public async Task Suggestions_take_the_threshold_or_say_that_there_is_none()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = await BoardAsync(stage);

        await Suggest(page, "Recall at least").ClickAsync();
        page.Find(".suggest-said").TextContent.ShouldContain("recall 100.0%, precision 41.7%");
        await Suggest(page, "Best F1").ClickAsync();
        Readout(page)[3].ShouldStartWith("0.750");

        // The surest images of the first class are two wrong ones of six.
        await page.Find("#roc-tab-0").ClickAsync();
        await Suggest(page, "Precision at least").ClickAsync();
        page.Find(".suggest-said").TextContent.ShouldBe("No threshold is so precise: the best reaches 66.7%.");
    }

    [Fact]
    public async Task The_images_around_the_threshold_open_and_can_be_corrected_by_key()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = await BoardAsync(stage);
        var below = page.Find("#around-below").ParentElement!.QuerySelectorAll(".thumb");
        below.Length.ShouldBe(6);
        page.Find("#around-above").ParentElement!.QuerySelectorAll(".thumb").Length.ShouldBe(3);
        below[0].GetAttribute("aria-label")!.ShouldStartWith(below[0].QuerySelector(".thumb-name")!.TextContent);

        await below[0].ClickAsync();
        page.Find("#around-heading").TextContent.ShouldBe("Just not called dry");
        var name = page.Find(".answers figcaption").TextContent.Split(' ')[0];
        await page.Find(".cell-panel").KeyDownAsync(new KeyboardEventArgs { Key = "p" });

        page.WaitForAssertion(() => page.FindAll("[role=status]").ShouldContain(s => s.TextContent.Contains($"{name} is now a poor example")));
    }

    [Fact]
    public async Task All_classes_are_one_tab_away_with_the_scores_of_each()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = await BoardAsync(stage);

        await page.Find("#roc-tab-all").ClickAsync();

        page.Find("#roc-title").TextContent.ShouldBe("ROC curves of all classes");
        page.FindAll("#roc-panel .plot-wide").Count.ShouldBe(3);
        stage.Get<NavigationManager>().Uri.ShouldEndWith("?class=all");
    }

    [Fact]
    public async Task Every_plot_comes_with_its_table_and_three_files()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = await BoardAsync(stage);
        var figures = page.FindAll(".plot-figure");

        figures.Count.ShouldBe(5);
        foreach (var figure in figures)
        {
            figure.QuerySelectorAll(".plot-table tbody tr").Length.ShouldBeGreaterThan(1);
            figure.QuerySelectorAll(".plot-save a[download]").Select(a => a.TextContent).ShouldBe(["SVG", "PNG", "CSV"]);
        }

        page.FindAll(".plot-save a").ShouldAllBe(a => a.GetAttribute("href")!.StartsWith($"/api/projects/{stage.Project.Id}/review/", StringComparison.Ordinal));
    }

    private static async Task<IRenderedComponent<ReviewPage>> BoardAsync(Stage stage)
    {
        var page = stage.Open<ReviewPage>();
        page.WaitForElement("#roc-tab-all", TimeSpan.FromSeconds(10));
        await page.Find("#roc-tab-1").ClickAsync();
        return page;
    }

    private static IElement Slider(IRenderedComponent<ReviewPage> page) => page.Find(".plot-threshold");

    private static IElement Suggest(IRenderedComponent<ReviewPage> page, string name) => page.FindAll(".suggest").Single(b => b.TextContent == name);

    private static List<string> Readout(IRenderedComponent<ReviewPage> page) =>
        [.. page.FindAll(".threshold-readout > div").Select(row => string.Concat(row.QuerySelectorAll("dd").Select(d => d.TextContent)))];
}
