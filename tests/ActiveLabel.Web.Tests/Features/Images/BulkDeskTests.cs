using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Web.Features.Images.Gallery;

namespace ActiveLabel.Web.Tests.Features.Images;

public sealed class BulkDeskTests
{
    private static readonly (int Predicted, int Labelled)[] Tests = [.. Enumerable.Range(0, 60).Select(n => (n % 3, n % 3))];

    [Fact]
    public async Task Many_labels_are_one_entry_an_image_and_one_action_that_is_taken_back_at_once()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var (desk, bulk) = (stage.Get<BulkDesk>(), stage.Get<IBulkLabels>());
        var ids = await IdsAsync(stage);
        var before = await AnswersAsync(stage);

        (await desk.LabelAsync(stage.Project.Id, stage.Me.PersonId, ids, stage.Project.Classes[1].Id)).ShouldBe(new BulkResult(60, 0, ""));

        (await AnswersAsync(stage)).Values.ShouldAllBe(answer => answer!.ClassId == stage.Project.Classes[1].Id && answer.Source == LabelSource.Gallery);
        var action = (await bulk.NewestAsync(stage.Project.Id, stage.Me.PersonId, default)).ShouldNotBeNull();
        (action.Standing, action.ClassId).ShouldBe((60, stage.Project.Classes[1].Id));

        (await desk.UndoAsync(stage.Project.Id, action, default)).Written.ShouldBe(60);

        (await AnswersAsync(stage)).ShouldBe(before);
        (await bulk.NewestAsync(stage.Project.Id, stage.Me.PersonId, default)).ShouldBeNull();
        (await stage.Get<ILabelLog>().HistoryAsync(stage.Project.Id, ids[0], default)).Count.ShouldBe(3, "the log forgets nothing");
        stage.Trigger.Appended.ShouldBe([stage.Project.Id, stage.Project.Id]);
    }

    [Fact]
    public async Task Of_two_actions_the_newest_is_taken_back_first()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var (desk, bulk) = (stage.Get<BulkDesk>(), stage.Get<IBulkLabels>());
        var ids = await IdsAsync(stage);
        await desk.LabelAsync(stage.Project.Id, stage.Me.PersonId, ids.Take(10).ToList(), stage.Project.Classes[0].Id);
        await Task.Delay(5);
        await desk.LabelAsync(stage.Project.Id, stage.Me.PersonId, ids.Skip(5).Take(10).ToList(), classId: null);

        await desk.UndoAsync(stage.Project.Id, (await bulk.NewestAsync(stage.Project.Id, stage.Me.PersonId, default))!, default);

        (await bulk.NewestAsync(stage.Project.Id, stage.Me.PersonId, default)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            left => left.Standing.ShouldBe(10), left => left.ClassId.ShouldBe(stage.Project.Classes[0].Id));
    }

    [Fact]
    public async Task Images_that_cannot_be_labelled_take_no_others_with_them_and_are_told()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var ids = await IdsAsync(stage);

        var result = await stage.Get<BulkDesk>().LabelAsync(stage.Project.Id, stage.Me.PersonId, [.. ids.Take(3), 987_654, .. ids.Skip(3)], stage.Project.Classes[0].Id);

        (result.Written, result.Refused).ShouldBe((60, 1));
        result.Reason.ShouldContain("no image 987654");
    }

    [Fact]
    public async Task A_class_that_is_gone_labels_nothing()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var before = await AnswersAsync(stage);

        var result = await stage.Get<BulkDesk>().LabelAsync(stage.Project.Id, stage.Me.PersonId, await IdsAsync(stage), classId: 987_654);

        (result.Written, result.Refused).ShouldBe((0, 60));
        (await AnswersAsync(stage)).ShouldBe(before);
    }

    [Fact]
    public async Task Two_at_once_are_refused()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var (desk, ids) = (stage.Get<BulkDesk>(), await IdsAsync(stage));

        var first = desk.LabelAsync(stage.Project.Id, stage.Me.PersonId, ids, stage.Project.Classes[0].Id);
        await Should.ThrowAsync<WrongUseException>(() => desk.LabelAsync(stage.Project.Id, stage.Me.PersonId, ids, stage.Project.Classes[1].Id));

        (await first).Written.ShouldBe(60);
        desk.RunningIn(stage.Project.Id).ShouldBeNull();
    }

    private static async Task<IReadOnlyList<long>> IdsAsync(Stage stage) =>
        [.. (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).Select(i => i.Image.Id)];

    private static async Task<Dictionary<long, Answer?>> AnswersAsync(Stage stage) =>
        (await stage.Get<IImageStore>().ListAsync(stage.Project.Id, default)).ToDictionary(i => i.Image.Id, i => i.Answer);
}
