using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Web.Features.Images.Gallery;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ActiveLabel.Web.Tests.Features.Images;

public sealed class GalleryPageTests
{
    /// <summary>Twelve images of three classes; two of class dry (1) are taken for sound (0).</summary>
    private static readonly (int Predicted, int Labelled)[] Tests =
        [(0, 0), (1, 1), (2, 2), (0, 0), (1, 1), (2, 2), (0, 0), (1, 1), (2, 2), (0, 0), (0, 1), (0, 1)];

    [Fact]
    public async Task Every_image_is_there_with_its_label_and_what_the_model_takes_it_for()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();

        var page = await OpenAsync(stage);

        page.Find(".gallery-count").TextContent.ShouldBe("12 images");
        page.FindAll(".tile-press").Count.ShouldBe(12);
        var first = page.Find(".tile-press");
        first.GetAttribute("aria-label")!.ShouldStartWith("knot11.png, labelled dry, predicted sound 9");
        first.GetAttribute("aria-label")!.ShouldEndWith("test");
        page.FindAll("script").ShouldBeEmpty("a class has that name");
    }

    [Fact]
    public async Task The_first_images_are_there_before_the_window_has_told_how_wide_it_is_and_none_is_there_twice_after()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        stage.Get<NavigationManager>().NavigateTo($"projects/{stage.Project.Id}/images");
        var page = stage.Open<GalleryPage>();

        page.WaitForAssertion(() => page.FindAll(".gallery-first .tile-press img").Count.ShouldBe(12), TimeSpan.FromSeconds(10));
        await page.InvokeAsync(() => page.Instance.ColumnsChanged(5));

        page.WaitForAssertion(() => page.FindAll(".gallery-first").ShouldBeEmpty(), TimeSpan.FromSeconds(10));
        page.FindAll(".gallery-row").Count.ShouldBe(3);
        page.FindAll(".tile-press").Count.ShouldBe(12);
    }

    [Fact]
    public async Task The_address_says_what_is_shown()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        stage.Get<NavigationManager>().NavigateTo($"projects/{stage.Project.Id}/images?differs=yes&sort=oldest");

        var page = await OpenAsync(stage);

        page.Find(".gallery-count").TextContent.ShouldBe("2 of 12 images");
        page.FindAll(".tile-name").Select(name => name.TextContent).ShouldBe(["knot10.png", "knot11.png"]);
        page.Find(".tile-name").GetAttribute("href").ShouldEndWith("?differs=yes&sort=oldest");
    }

    [Fact]
    public async Task A_choice_changes_the_address_and_tells_how_many_each_would_show()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = await OpenAsync(stage);
        var label = page.FindAll(".filters select")[0];
        label.QuerySelectorAll("option").Select(option => option.TextContent).ShouldContain("dry (5)");

        await label.ChangeAsync(new ChangeEventArgs { Value = $"{stage.Project.Classes[1].Id}" });

        page.WaitForAssertion(() => page.Find(".gallery-count").TextContent.ShouldBe("5 of 12 images"));
        stage.Get<NavigationManager>().Uri.ShouldEndWith($"/images?label={stage.Project.Classes[1].Id}");
    }

    [Fact]
    public async Task A_filter_that_nothing_fits_says_so()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        stage.Get<NavigationManager>().NavigateTo($"projects/{stage.Project.Id}/images?text=%3Cscript%3E&label=nonsense");

        var page = await OpenAsync(stage);

        page.Find(".empty h2").TextContent.ShouldBe("No image matches");
        page.Find(".note-warn").TextContent.ShouldContain("The address says something about label that means nothing here.");
    }

    [Fact]
    public async Task A_project_without_images_says_what_to_do()
    {
        await using var stage = await Stage.CreateAsync();

        var page = await OpenAsync(stage);

        page.Find(".empty h2").TextContent.ShouldBe("No images yet");
    }

    [Fact]
    public async Task A_range_is_chosen_by_shift_and_what_is_chosen_counts()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var page = await OpenAsync(stage);

        await page.FindAll(".tile-press")[1].ClickAsync(new MouseEventArgs());
        await page.FindAll(".tile-press")[4].ClickAsync(new MouseEventArgs { ShiftKey = true });

        page.Find(".chosen-bar strong").TextContent.ShouldBe("4 images chosen");
        page.FindAll(".tile-press[aria-pressed=true]").Count.ShouldBe(4);
        await page.FindAll(".chosen-more button").Single(b => b.TextContent == "Choose all 12").ClickAsync();
        page.Find(".chosen-bar strong").TextContent.ShouldBe("12 images chosen");
    }

    [Fact]
    public async Task What_was_labelled_at_once_is_said_and_taken_back_by_one_press()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var ids = (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).Select(i => i.Image.Id).ToList();
        await stage.Get<BulkDesk>().LabelAsync(stage.Project.Id, stage.Me.PersonId, ids, stage.Project.Classes[2].Id);
        var page = await OpenAsync(stage);
        page.Find(".note").TextContent.ShouldContain("You labelled 12 images here at once: <script>");

        await page.Find(".note button").ClickAsync();

        page.WaitForAssertion(() => page.FindAll(".note").ShouldBeEmpty(), TimeSpan.FromSeconds(10));
        (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).ShouldAllBe(i => i.Answer!.Source == LabelSource.Import);
    }

    private static async Task<IRenderedComponent<GalleryPage>> OpenAsync(Stage stage)
    {
        var navigation = stage.Get<NavigationManager>();
        if (!navigation.Uri.Contains("/images", StringComparison.Ordinal))
            navigation.NavigateTo($"projects/{stage.Project.Id}/images");
        var page = stage.Open<GalleryPage>();
        // The newest images are there before all is counted.
        page.WaitForAssertion(
            () => page.FindAll(".filters option, .empty").Select(part => part.TextContent).ShouldContain(text => text.Contains('(') || text.Contains("No images yet")),
            TimeSpan.FromSeconds(10));
        // As the page's script does once it knows how wide the window is.
        await page.InvokeAsync(() => page.Instance.ColumnsChanged(4));
        page.WaitForAssertion(() => page.FindAll(".gallery-first").ShouldBeEmpty(), TimeSpan.FromSeconds(10));
        return page;
    }
}
