using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Features.Review.Suspects;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Tests.Features.Review.Suspects;

public sealed class SuspectsPageTests
{
    /// <summary>Six images, all labelled dry (1) by the import; the model takes the first three for sound (0).</summary>
    private static readonly (int Predicted, int Labelled)[] Images = [(0, 1), (0, 1), (0, 1), (1, 1), (1, 1), (2, 2)];

    [Fact]
    public async Task It_says_who_labelled_a_suspect_what_the_model_says_and_how_many_are_expected()
    {
        await using var stage = await SearchedAsync();

        var page = Loaded(stage);

        page.Find("#suspect-heading").TextContent.ShouldBe("Labelled dry, but the model says sound: 80.0%");
        page.Find(".suspect-opinions").TextContent.ShouldContain("Labelled dry by the import on 1 January 1970");
        page.Find(".review-basis").TextContent.ShouldContain("About 2 of the 6 labels looked at are expected to be wrong");
        page.Find(".suspect-picture img").GetAttribute("alt").ShouldBe("knot00.png");
        page.FindAll(".suspect-thumbs img").Select(i => i.GetAttribute("alt")).ShouldContain("Example of dry: knot04.png");
        Tile(page, "Looked at").ShouldBe("0 of 3");
    }

    [Fact]
    public async Task Keeping_a_label_is_written_down_and_it_does_not_come_back()
    {
        await using var stage = await SearchedAsync();
        var page = Loaded(stage);

        await Press(page, "enter").ClickAsync();

        page.WaitForAssertion(() => Tile(page, "Looked at").ShouldBe("1 of 3"));
        page.Find("[role=status]").TextContent.ShouldBe("knot00.png stays dry. 1 of 3 looked at.");
        page.Find(".suspect-picture img").GetAttribute("alt").ShouldBe("knot01.png");
        var entry = (await HistoryAsync(stage, "knot00.png"))[^1];
        entry.ShouldSatisfyAllConditions(
            e => e.Source.ShouldBe(LabelSource.Review), e => e.ClassId.ShouldBe(stage.Project.Classes[1].Id), e => e.Rank.ShouldBe(0), e => e.PersonId.ShouldBe(stage.Me.PersonId));
        // Nothing has changed that a model could learn.
        stage.Trigger.Appended.ShouldBeEmpty();

        // A later search suspects the same labels again.
        await KeepSearchAsync(stage);
        var list = await SuspectList.ReadAsync(stage.Get<ISuspectLog>(), stage.Get<IImageStore>(), (await stage.Get<ILabelErrorStore>().FindAsync(stage.Project.Id, default))!, 3, default);
        list.Labels.Select(l => l.ImageId).ShouldNotContain(entry.ImageId);
        list.Labels.Count.ShouldBe(2);
        await stage.Get<ILabelLog>().AppendAsync(entry with { Id = Guid.NewGuid(), ClassId = stage.Project.Classes[2].Id, Rank = null }, default);
        (await SuspectList.ReadAsync(stage.Get<ISuspectLog>(), stage.Get<IImageStore>(), list.Search, 3, default)).Labels.Select(l => l.ImageId).ShouldContain(entry.ImageId);
    }

    [Fact]
    public async Task An_image_that_was_removed_since_is_no_suspect_and_is_not_counted()
    {
        await using var stage = await SearchedAsync();
        await stage.Get<ISplitMoves>().MoveAsync(
            stage.Project.Id, [(await stage.ImageAsync("knot01.png")).Id], Split.Removed, stage.Me.PersonId, DateTimeOffset.UnixEpoch, default);
        var page = Loaded(stage);
        Tile(page, "Looked at").ShouldBe("0 of 2");

        await Press(page, "enter").ClickAsync();

        page.WaitForAssertion(() => Tile(page, "Looked at").ShouldBe("1 of 2"));
        page.Find(".suspect-picture img").GetAttribute("alt").ShouldBe("knot02.png");
    }

    [Fact]
    public async Task The_key_of_a_class_changes_the_label_and_U_takes_that_back()
    {
        await using var stage = await SearchedAsync();
        var page = Loaded(stage);

        await Press(page, "1").ClickAsync();

        page.WaitForAssertion(() => Tile(page, "Found wrong").ShouldBe("1"));
        page.Find("[role=status]").TextContent.ShouldBe("knot00.png is now sound. 1 of 3 looked at.");
        stage.Trigger.Appended.Count.ShouldBe(1);

        await Press(page, "u").ClickAsync();

        page.WaitForAssertion(() => Tile(page, "Looked at").ShouldBe("0 of 3"));
        page.Find(".suspect-picture img").GetAttribute("alt").ShouldBe("knot00.png");
        (await HistoryAsync(stage, "knot00.png")).Select(e => e.Kind).ShouldBe([LabelKind.Class, LabelKind.Class, LabelKind.Withdrawal]);
        page.Find("[aria-pressed=true] .answer-name").TextContent.ShouldBe("dry");
    }

    [Fact]
    public async Task All_can_be_gone_through_and_back_by_key()
    {
        await using var stage = await SearchedAsync();
        var page = Loaded(stage);

        await Press(page, "enter").ClickAsync();
        page.WaitForAssertion(() => page.Find(".suspect-picture img").GetAttribute("alt").ShouldBe("knot01.png"));
        await Press(page, "p").ClickAsync();
        page.WaitForAssertion(() => page.Find(".suspect-picture img").GetAttribute("alt").ShouldBe("knot02.png"));
        await Press(page, "arrowleft").ClickAsync();
        page.WaitForAssertion(() => page.Find(".suspect-answers .note").TextContent.ShouldContain("Changed to poor example by"));
        await Press(page, "arrowright").ClickAsync();
        page.WaitForAssertion(() => page.Find(".suspect-picture img").GetAttribute("alt").ShouldBe("knot02.png"));
        await Press(page, "enter").ClickAsync();

        page.WaitForAssertion(() => page.Find(".empty h2").TextContent.ShouldBe("All suspects are looked at"));
        page.Find(".empty").TextContent.ShouldContain("1 label was wrong.");
    }

    [Fact]
    public async Task Who_answers_second_is_told_and_nothing_is_overwritten()
    {
        await using var stage = await SearchedAsync();
        var page = Loaded(stage);
        var other = (await stage.Get<IPersonStore>().GetAsync(PersonKind.Import, default)).Id;
        var image = await stage.ImageAsync("knot00.png");
        await stage.Get<ILabelLog>().AppendAsync(
            new LabelEntry(Guid.NewGuid(), stage.Project.Id, image.Id, other, LabelKind.Class, stage.Project.Classes[2].Id, DateTimeOffset.UnixEpoch.AddDays(1), LabelSource.Review), default);

        await Press(page, "1").ClickAsync();

        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldContain("has just called this image <script>. Your answer was not saved"));
        (await HistoryAsync(stage, "knot00.png")).Count.ShouldBe(2);
        page.Find(".suspect-picture img").GetAttribute("alt").ShouldBe("knot00.png");
        page.Find(".suspect-answers .note").TextContent.ShouldContain("The label has changed since the search");

        await Press(page, "1").ClickAsync();
        page.WaitForAssertion(() => Tile(page, "Looked at").ShouldBe("1 of 3"));
    }

    [Fact]
    public async Task Labels_that_came_since_are_said()
    {
        await using var stage = await SearchedAsync();
        var image = await stage.ImageAsync("knot04.png");
        await stage.Get<ILabelLog>().AppendAsync(
            new LabelEntry(Guid.NewGuid(), stage.Project.Id, image.Id, stage.Me.PersonId, LabelKind.Class, stage.Project.Classes[0].Id, DateTimeOffset.UnixEpoch, LabelSource.Review), default);
        await stage.AddVersionAsync(number: 4);

        Loaded(stage).Markup.ShouldContain("1 label has been given or changed since this search, and version 4 of the model has been trained.");
    }

    [Fact]
    public async Task With_too_few_labels_a_search_says_what_it_takes()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var page = stage.Open<SuspectsPage>();
        page.WaitForAssertion(() => page.Find(".empty h2").TextContent.ShouldBe("Nothing has been searched yet"));

        await page.Find(".empty button").ClickAsync();

        page.WaitForAssertion(() => page.Find(".note").TextContent.ShouldContain("at least 5 in the pool of each of two classes"));
    }

    [Fact]
    public async Task Classes_that_have_changed_since_make_a_search_void()
    {
        await using var stage = await SearchedAsync(classIds: [1, 2, 3, 4]);

        var page = stage.Open<SuspectsPage>();

        page.WaitForAssertion(() => page.Find(".empty h2").TextContent.ShouldBe("Nothing has been searched yet"));
    }

    private static async Task<Stage> SearchedAsync(IReadOnlyList<long>? classIds = null)
    {
        var stage = await Stage.CreateAsync(Images);
        await KeepSearchAsync(stage, classIds);
        return stage;
    }

    private static async Task KeepSearchAsync(Stage stage, IReadOnlyList<long>? classIds = null)
    {
        classIds ??= [.. stage.Project.Classes.Select(c => c.Id)];
        var images = (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).Select(i => i.Image.Id).ToList();
        var labels = images.Zip(Images, (id, i) =>
        {
            var p = new float[classIds.Count];
            (p[0], p[1], p[2]) = (0.1f, 0.1f, 0.1f);
            p[i.Predicted] = 0.8f;
            return new SuspectedLabel(id, i.Labelled, p, 1 - p[i.Labelled]);
        });
        var mark = await stage.Get<ISuspectLog>().MarkAsync(stage.Project.Id, default);
        await stage.Get<ILabelErrorStore>().KeepAsync(
            new LabelErrorSearch(stage.Project.Id, null, "hash", mark, classIds, 2.2, [0, 2.2, 0], 3, [.. labels], [], DateTimeOffset.UnixEpoch), default);
    }

    private static IRenderedComponent<SuspectsPage> Loaded(Stage stage)
    {
        var page = stage.Open<SuspectsPage>();
        page.WaitForAssertion(() => page.Find("#suspect-heading"));
        return page;
    }

    private static IElement Press(IRenderedComponent<SuspectsPage> page, string key) => page.Find($"button[data-press={(char.IsAsciiDigit(key[0]) ? $"\"{key}\"" : key)}]");

    private static string Tile(IRenderedComponent<SuspectsPage> page, string label) =>
        page.FindAll(".tile").Single(t => t.QuerySelector("dt")!.TextContent == label).QuerySelector(".tile-value")!.TextContent;

    private static async Task<IReadOnlyList<LabelEntry>> HistoryAsync(Stage stage, string fileName) =>
        await stage.Get<ILabelLog>().HistoryAsync(stage.Project.Id, (await stage.ImageAsync(fileName)).Id, default);
}
