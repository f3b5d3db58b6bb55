using ActiveLabel.Core.Labels;
using ActiveLabel.Web.Features.Similar;
using Bunit;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Similar;

public sealed class SimilarPageTests
{
    private static readonly (int Predicted, int Labelled)[] Images = [(0, 0), (1, 1), (0, 1), (2, 2), (1, 1), (0, 0)];

    [Fact]
    public async Task The_likest_images_come_first_with_label_split_and_distance()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var page = Open(stage, (await stage.ImageAsync("knot00.png")).Id);

        page.WaitForAssertion(() => page.FindAll(".pick-cell").Count.ShouldBe(5));
        var names = page.FindAll(".pick-tile").Select(t => t.GetAttribute("aria-label")!).ToArray();
        names.Take(2).ShouldBe(["knot02.png, dry, test, distance 0.000", "knot05.png, sound, test, distance 0.000"], ignoreOrder: true);
        names[2..].ShouldAllBe(n => !n.EndsWith("0.000"));
    }

    [Fact]
    public async Task Chosen_images_are_labelled_by_the_key_of_a_class_and_the_labels_can_be_taken_back()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var (first, second) = (await stage.ImageAsync("knot02.png"), await stage.ImageAsync("knot05.png"));
        var page = Open(stage, (await stage.ImageAsync("knot00.png")).Id);
        page.WaitForAssertion(() => page.FindAll(".pick-tile").Count.ShouldBe(5));
        page.FindAll(".pick-tile")[0].Click();
        page.FindAll(".pick-tile")[1].Click();

        page.Find(".pickable").KeyDown(stage.Project.Classes[1].Key);

        page.WaitForAssertion(() => page.Markup.ShouldContain("2 images labelled dry."));
        foreach (var image in (Core.Images.ProjectImage[])[first, second])
        {
            var newest = (await stage.Get<ILabelLog>().HistoryAsync(stage.Project.Id, image.Id, default))[^1];
            (newest.ClassId, newest.Source, newest.PersonId).ShouldBe((stage.Project.Classes[1].Id, LabelSource.Review, stage.Me.PersonId));
        }

        stage.Trigger.Appended.ShouldContain(stage.Project.Id);

        page.WaitForAssertion(() => page.FindAll(".pick-bar button").Single(b => b.TextContent.StartsWith("Take back", StringComparison.Ordinal)).HasAttribute("disabled").ShouldBeFalse());
        await page.Find(".pickable").KeyDownAsync("u");

        page.WaitForAssertion(() => page.Markup.ShouldContain("2 labels taken back."));
        var answer = (await stage.Get<Core.Images.IImageStore>().FindAsync(stage.Project.Id, second.Id, default))!.Answer!;
        answer.ClassId.ShouldBe(stage.Project.Classes[0].Id);
    }

    [Fact]
    public async Task An_image_that_the_network_has_not_seen_is_told_so()
    {
        await using var stage = await Stage.CreateAsync(Images);
        await stage.AddPoolImageAsync();

        var page = Open(stage, (await stage.ImageAsync("pool.png")).Id);

        page.WaitForAssertion(() => page.Find(".note").TextContent.ShouldContain("has not looked at this image yet"));
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_told_so()
    {
        await using var stage = await Stage.CreateAsync(Images);

        var page = Open(stage, 987654);

        page.WaitForAssertion(() => page.Find("h2").TextContent.ShouldBe("There is no such image"));
    }

    [Fact]
    public async Task The_only_image_is_like_no_other()
    {
        await using var stage = await Stage.CreateAsync((0, 0));

        var page = Open(stage, (await stage.ImageAsync("knot00.png")).Id);

        page.WaitForAssertion(() => page.Find(".note").TextContent.ShouldContain("has not looked at any other image"));
    }

    private static IRenderedComponent<SimilarPage> Open(Stage stage, long imageId) =>
        stage.Open<SimilarPage>(page => page.Add(p => p.ImageId, imageId));
}
