using ActiveLabel.Core.Models;
using ActiveLabel.Web.Features.Review.Compare;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Tests.Features.Review.Compare;

public sealed class ComparePageTests
{
    /// <summary>Twelve images; the usual model has ten of them right.</summary>
    private static readonly (int Predicted, int Labelled)[] Tests =
        [(0, 0), (1, 1), (2, 2), (0, 0), (1, 1), (2, 2), (0, 0), (1, 1), (2, 2), (0, 0), (0, 1), (0, 1)];

    [Fact]
    public async Task It_shows_what_was_fixed_what_broke_and_whether_that_may_be_chance()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync(number: 1, model: Always(1));
        await stage.AddVersionAsync(number: 2);

        var page = Loaded(stage, null);

        // Always dry has five right, of which the other model loses two.
        Tile(page, "Fixed").ShouldBe("7");
        Tile(page, "Broken").ShouldBe("2");
        Tile(page, "Accuracy").ShouldBe("41.7% → 83.3%");
        page.Find(".note").TextContent.ShouldContain("The difference may be chance: 7 fixed, 2 broken (exact McNemar test, p = 0.180");
        page.Find(".review-basis").TextContent.ShouldContain("the same 12 labelled test images");
        page.Find("#fixed-heading").TextContent.ShouldBe("Fixed: 7 images");
        page.FindAll(".changed")[1].QuerySelectorAll("img").Select(i => i.GetAttribute("alt")).ShouldBe(["knot10.png, opens in a new tab", "knot11.png, opens in a new tab"], ignoreOrder: true);
        page.FindAll("tbody tr")[1].QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ShouldBe(["5", "0", "2", "1.000 → 0.600 (−0.400)", "0.417 → 1.000 (+0.583)"]);
    }

    [Theory]
    [InlineData("?a=1&b=1", "Version 1 is compared with itself")]
    [InlineData("?a=1&b=9", "There is no version 9 of this project's model.")]
    public async Task What_cannot_be_compared_is_said(string query, string why)
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync(number: 1);
        await stage.AddVersionAsync(number: 2);

        Loaded(stage, query).Find(".note").TextContent.ShouldContain(why);
    }

    [Fact]
    public async Task Without_test_images_it_says_what_it_takes()
    {
        await using var stage = await Stage.CreateAsync(Tests[..3]);
        await stage.AddVersionAsync(number: 1);
        await stage.AddVersionAsync(number: 2);

        Loaded(stage, null).Find(".note").TextContent.ShouldContain("at least 10 labelled test images of two classes");
    }

    [Fact]
    public async Task One_version_alone_cannot_be_compared()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();

        Loaded(stage, null).Find(".empty h2").TextContent.ShouldBe("There are no two versions yet");
    }

    /// <summary>A model that takes every image for one class.</summary>
    private static LinearModel Always(int k) => new(3, 3, [1, 1, 1], new float[9], [.. Enumerable.Range(0, 3).Select(i => i == k ? 3f : 0)]);

    private static IRenderedComponent<ComparePage> Loaded(Stage stage, string? query)
    {
        stage.Get<NavigationManager>().NavigateTo($"/projects/{stage.Project.Id}/review/compare{query}");
        var page = stage.Open<ComparePage>();
        page.WaitForAssertion(() => page.FindAll(".note, .empty").ShouldNotBeEmpty());
        return page;
    }

    private static string Tile(IRenderedComponent<ComparePage> page, string label) =>
        page.FindAll(".tile").Single(t => t.QuerySelector("dt")!.TextContent == label).QuerySelector(".tile-value")!.TextContent;
}
