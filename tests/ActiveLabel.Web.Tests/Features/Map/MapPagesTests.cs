using System.Buffers.Binary;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Web.Features.Map;
using ActiveLabel.Web.Features.Review;
using ActiveLabel.Web.Intake;
using Bunit;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Map;

/// <summary>Images of one class have the very same vector in these projects, and so are near-duplicates.</summary>
public sealed class MapPagesTests
{
    private static readonly (int Predicted, int Labelled)[] Images = [.. Enumerable.Range(0, 12).Select(n => (n % 3, n == 4 ? 0 : n % 3))];

    [Fact]
    public async Task A_project_that_was_not_compared_yet_offers_it_and_asked_twice_it_is_done_once()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var page = stage.Open<MapPage>();
        page.WaitForAssertion(() => page.Find(".empty h2").TextContent.ShouldBe("The images have not been compared yet"));

        page.Find(".empty button").Click();
        await stage.Get<SurveyQueue>().AddAsync(stage.Project.Id, default);

        page.WaitForAssertion(() => page.Find("[role=progressbar]").GetAttribute("aria-label").ShouldBe("Waiting for its turn"));
        var taken = new List<long>();
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => stage.Get<SurveyQueue>().ConsumeAsync(
            (id, _) =>
            {
                taken.Add(id);
                stop.CancelAfter(100);
                return Task.CompletedTask;
            },
            stop.Token));
        taken.ShouldBe([stage.Project.Id]);
    }

    [Fact]
    public async Task What_waits_can_be_stopped()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var queue = stage.Get<SurveyQueue>();
        await queue.AddAsync(stage.Project.Id, default);

        queue.Cancel(stage.Project.Id);

        queue.StateOf(stage.Project.Id)!.State.ShouldBe(WorkState.Cancelled);
        var page = stage.Open<MapPage>();
        page.WaitForAssertion(() => page.Markup.ShouldContain("Stopped, as asked."));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task A_map_of_few_images_is_a_map_or_says_that_there_is_nothing(int count)
    {
        await using var stage = await Stage.CreateAsync(Images[..count]);
        await CompareAsync(stage);

        var page = stage.Open<MapPage>();

        if (count == 0)
        {
            page.WaitForAssertion(() => page.Markup.ShouldContain("of 0 images"));
            return;
        }

        page.WaitForAssertion(() => page.FindAll("table.regions tbody tr").Count.ShouldBeGreaterThan(0));
        page.Find("canvas").GetAttribute("aria-label")!.ShouldContain(count == 1 ? "Map of 1 image." : $"Map of {count} images.");
        var bytes = (await stage.Get<MapDesk>().PointsAsync(stage.Project, default)).ShouldNotBeNull();
        BinaryPrimitives.ReadInt32LittleEndian(bytes).ShouldBe(count);
        bytes.Length.ShouldBe(8 + (17 * count));
    }

    [Fact]
    public async Task Points_are_told_apart_by_label_prediction_error_person_and_split()
    {
        await using var stage = await Stage.CreateAsync(Images);
        await stage.AddVersionAsync();
        await CompareAsync(stage);
        var desk = stage.Get<MapDesk>();
        async Task<(string, int)[]> By(MapColouring by) => [.. (await desk.ColoursAsync(stage.Project, by, default))!.Groups.Where(g => g.Count > 0).Select(g => (g.Name, g.Count))];

        (await By(MapColouring.Label)).ShouldBe([("sound", 5), ("dry", 3), ("<script>", 4)]);
        (await By(MapColouring.Prediction)).ShouldBe([("sound", 4), ("dry", 4), ("<script>", 4)]);
        (await By(MapColouring.Error)).ShouldBe([("As labelled", 11), ("Not as labelled", 1)]);
        (await By(MapColouring.Split)).ShouldBe([("Test", 12)]);
        (await By(MapColouring.Person)).ShouldHaveSingleItem().Item2.ShouldBe(12);
        (await desk.ColoursAsync(stage.Project, MapColouring.Label, default))!.Codes.Length.ShouldBe(24);
    }

    [Fact]
    public async Task Colours_say_of_which_images_they_are_for_one_may_go_while_another_comes_back()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var ids = (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).Select(i => i.Image.Id).ToArray();
        await CompareAsync(stage);
        async Task<(int Count, int Points, int Colours)> MarksAsync()
        {
            var points = (await stage.Get<MapDesk>().PointsAsync(stage.Project, default)).ShouldNotBeNull();
            var colours = (await stage.Get<MapDesk>().ColoursAsync(stage.Project, MapColouring.Label, default)).ShouldNotBeNull();
            return (BinaryPrimitives.ReadInt32LittleEndian(points), BinaryPrimitives.ReadInt32LittleEndian(points.AsSpan(4)), colours.Of);
        }

        await stage.Get<ISplitMoves>().MoveAsync(stage.Project.Id, [ids[0]], Split.Removed, stage.Me.PersonId, DateTimeOffset.UnixEpoch, default);
        var before = await MarksAsync();
        await stage.Get<ISplitMoves>().BringBackAsync(stage.Project.Id, [ids[0]], stage.Me.PersonId, DateTimeOffset.UnixEpoch, default);
        await stage.Get<ISplitMoves>().MoveAsync(stage.Project.Id, [ids[1]], Split.Removed, stage.Me.PersonId, DateTimeOffset.UnixEpoch, default);
        var after = await MarksAsync();

        before.Count.ShouldBe(11);
        after.Count.ShouldBe(11);
        before.Points.ShouldBe(before.Colours);
        after.Points.ShouldBe(after.Colours);
        after.Points.ShouldNotBe(before.Points);
    }

    [Fact]
    public async Task Without_a_model_nothing_is_predicted_and_the_map_says_so()
    {
        await using var stage = await Stage.CreateAsync(Images);
        await CompareAsync(stage);

        var colours = (await stage.Get<MapDesk>().ColoursAsync(stage.Project, MapColouring.Error, default)).ShouldNotBeNull();

        colours.Groups.ShouldHaveSingleItem().Count.ShouldBe(12);
        colours.Note!.ShouldContain("No model has been trained yet");
    }

    [Fact]
    public async Task Many_images_are_labelled_at_once_and_too_many_are_refused_by_name()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var desk = stage.Get<MapDesk>();
        var ids = (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).Select(i => i.Image.Id).ToArray();

        var given = await desk.LabelAsync(stage.Project, stage.Me, new MapLabelsRequest(ids, stage.Project.Classes[2].Id), default);
        (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).ShouldAllBe(i => i.Answer!.ClassId == stage.Project.Classes[2].Id);
        await desk.UndoAsync(stage.Project, stage.Me, new MapUndoRequest(given.Labels), default);
        (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).Count(i => i.Answer!.ClassId == stage.Project.Classes[2].Id).ShouldBe(4);

        (await Should.ThrowAsync<WrongUseException>(() => desk.LabelAsync(stage.Project, stage.Me, new MapLabelsRequest([.. Enumerable.Range(0, 501).Select(i => (long)i)]), default)))
            .Message.ShouldBe("'imageIds' are 1 to 250, not 501.");
        (await Should.ThrowAsync<WrongUseException>(() => desk.LabelAsync(stage.Project, stage.Me, new MapLabelsRequest([987654], stage.Project.Classes[0].Id), default)))
            .Message.ShouldContain("no image 987654");
    }

    [Fact]
    public async Task Near_duplicates_in_both_splits_are_warned_of_and_brought_into_one()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var ids = (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).Select(i => i.Image.Id).ToArray();
        await stage.Get<ISplitMoves>().MoveAsync(stage.Project.Id, [ids[0]], Split.Pool, stage.Me.PersonId, DateTimeOffset.UnixEpoch, default);
        await CompareAsync(stage);
        (await stage.Get<DuplicateDesk>().TestsLikeTrainingAsync(stage.Project, default)).ShouldBe(3);

        var page = stage.Open<DuplicatesPage>();

        page.WaitForAssertion(() => page.Find(".note-warn").TextContent.ShouldContain("3 test images have near-duplicates in the pool."));
        page.FindAll(".duplicate-group").Count.ShouldBe(3);
        page.FindAll(".duplicate-group")[0].ClassList.ShouldContain("is-across");
        page.FindAll(".duplicate-head").Count(h => h.TextContent.Contains("labelled differently")).ShouldBe(1);

        page.Find(".duplicate-acts button:nth-child(2)").Click();

        page.WaitForAssertion(() => page.FindAll(".note-warn").ShouldBeEmpty());
        (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).ShouldAllBe(i => i.Image.Split == Split.Test);
        (await stage.Get<DuplicateDesk>().TestsLikeTrainingAsync(stage.Project, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Review_tells_of_near_duplicates_and_leaves_out_test_images_that_may_have_trained_the_version()
    {
        await using var stage = await Stage.CreateAsync(Images);
        var ids = (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).Select(i => i.Image.Id).ToArray();
        var moves = stage.Get<ISplitMoves>();
        await moves.MoveAsync(stage.Project.Id, [ids[0], ids[1]], Split.Pool, stage.Me.PersonId, DateTimeOffset.UnixEpoch, default);
        await stage.AddVersionAsync();
        await moves.MoveAsync(stage.Project.Id, [ids[0]], Split.Test, stage.Me.PersonId, DateTimeOffset.UnixEpoch, default);
        await CompareAsync(stage);

        var page = stage.Open<ReviewPage>();

        page.WaitForAssertion(() => page.Markup.ShouldContain("1 test image came from the pool after this version was trained"));
        page.Markup.ShouldContain("test images have near-duplicates");
        page.FindAll("table.confusion td button").Sum(cell => int.TryParse(cell.TextContent.Trim(), out var n) ? n : 0).ShouldBe(10);

        await stage.AddVersionAsync(number: 2);
        var next = stage.Open<ReviewPage>();
        next.WaitForAssertion(() => next.FindAll("table.confusion").Count.ShouldBe(1));
        next.Markup.ShouldNotContain("came from the pool after");
    }

    [Fact]
    public async Task The_images_farthest_from_everything_are_listed_first()
    {
        await using var stage = await Stage.CreateAsync([.. Enumerable.Range(0, 14).Select(n => (n == 5 ? 2 : n % 2, 0))]);
        await CompareAsync(stage);

        var page = stage.Open<OutliersPage>();

        page.WaitForAssertion(() => page.FindAll(".pick-tile")[0].GetAttribute("aria-label")!.ShouldStartWith("knot05.png"));
    }

    private static Task CompareAsync(Stage stage) => stage.Get<SurveyWorker>().SurveyAsync(stage.Project.Id, default);
}
