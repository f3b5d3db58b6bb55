using System.Text.Json;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using Shouldly;
using Xunit;
using static ActiveLabel.Web.Tests.Features.Grid.SortedKnots;

namespace ActiveLabel.Web.Tests.Features.Grid;

public sealed class GridAnswerEndpointTests
{
    private const string Tab = "page-one-1";

    [Fact]
    public async Task Every_answer_of_a_page_is_a_label_of_its_own_given_in_the_grid()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab, classId: knots.Class("dry")));
        GridLabel[] labels =
        [
            .. page[..9].Select(id => GridLabel.Of(id, knots.Class("dry"))), GridLabel.Of(page[9], knots.Class("sound")),
            new(Guid.NewGuid(), page[10], "skip"), new(Guid.NewGuid(), page[11], "poorExample"),
        ];

        var answer = await knots.AnswerAsync(Tab, knots.ModelVersionId, labels);

        Outcomes(answer).ShouldBe(Enumerable.Repeat("saved", 12));
        answer.GetProperty("state").GetProperty("labelled").GetInt32().ShouldBe(10);
        answer.GetProperty("state").GetProperty("leased").GetInt32().ShouldBe(0, "who answers lets go of the image");
        var entry = (await knots.Server.HistoryAsync(knots.Project, page[9])).ShouldHaveSingleItem();
        entry.ShouldBe(new LabelEntry(
            labels[9].Id, knots.Project.Id, page[9], await knots.Server.PersonAsync(), LabelKind.Class, knots.Class("sound"), LabelServer.Noon,
            LabelSource.Grid, TookMilliseconds: 100, ModelVersionId: knots.ModelVersionId));
        (await knots.Server.HistoryAsync(knots.Project, page[10])).ShouldHaveSingleItem().Kind.ShouldBe(LabelKind.Skip);
        (await knots.Server.HistoryAsync(knots.Project, page[11])).ShouldHaveSingleItem().Kind.ShouldBe(LabelKind.PoorExample);
        knots.Server.Trigger.Appended.ShouldBe([knots.Project.Id]);
    }

    [Fact]
    public async Task The_same_page_of_answers_sent_five_times_is_there_once()
    {
        await using var knots = await CreateAsync(images: 24);
        GridLabel[] labels = [.. IdsOf(await knots.PageAsync(Tab)).Select(id => GridLabel.Of(id, knots.Class("dry")))];
        Outcomes(await knots.AnswerAsync(Tab, knots.ModelVersionId, labels)).ShouldAllBe(outcome => outcome == "saved");

        for (var i = 0; i < 4; i++)
        {
            Outcomes(await knots.AnswerAsync(Tab, knots.ModelVersionId, labels)).ShouldAllBe(outcome => outcome == "repeated");
        }

        (await knots.Server.HistoryAsync(knots.Project, labels[0].ImageId)).Count.ShouldBe(1);
        knots.Server.Trigger.Appended.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_image_that_was_answered_meanwhile_gets_an_opinion_beside_the_other_and_it_is_told()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab));
        await knots.OtherAnswersAsync(page[3], "sound");
        knots.Server.Time.Advance(TimeSpan.FromHours(1));

        var answer = await knots.AnswerAsync(Tab, knots.ModelVersionId, [.. page.Select(id => GridLabel.Of(id, knots.Class("dry")))]);

        Outcomes(answer).ShouldAllBe(outcome => outcome == "saved");
        answer.GetProperty("labels").EnumerateArray().Select(l => l.GetProperty("answeredBefore").GetBoolean()).Index().Where(l => l.Item).Select(l => l.Index)
            .ShouldBe([3]);
        (await knots.Server.HistoryAsync(knots.Project, page[3])).Count.ShouldBe(2, "labels are only ever added");
    }

    [Fact]
    public async Task One_wrong_label_takes_no_other_with_it()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab));
        await knots.Server.AddAsync(knots.Project, 1, Split.Test, "dry");
        var test = (await knots.Server.Get<IImageStore>().ListIdsAsync(knots.Project.Id, Split.Test, default))[0];

        var answer = await knots.AnswerAsync(
            Tab, knots.ModelVersionId,
            GridLabel.Of(page[0], knots.Class("dry")), GridLabel.Of(page[1], 777), GridLabel.Of(test, knots.Class("dry")),
            GridLabel.Of(999_999, knots.Class("dry")), new GridLabel(Guid.NewGuid(), page[2], "class"), new GridLabel(Guid.NewGuid(), page[3], "skip", 1),
            GridLabel.Of(page[4], knots.Class("dry")));

        Outcomes(answer).ShouldBe(["saved", "refused", "refused", "refused", "refused", "refused", "saved"]);
        var reasons = answer.GetProperty("labels").EnumerateArray().Select(l => l.GetProperty("reason").GetString()).ToList();
        reasons[1].ShouldBe($"Project {knots.Project.Id} has no class 777 (any more): reload the page.");
        reasons[2].ShouldBe($"Image {test} is a test image: it judges models and is not labelled here.");
        reasons[3].ShouldBe($"Project {knots.Project.Id} has no image 999999.");
        (await knots.Server.HistoryAsync(knots.Project, page[1])).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_id_that_says_something_else_already_is_refused_alone()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab));
        var first = GridLabel.Of(page[0], knots.Class("dry"));
        await knots.AnswerAsync(Tab, knots.ModelVersionId, first);

        var answer = await knots.AnswerAsync(Tab, knots.ModelVersionId, first with { ImageId = page[1] }, GridLabel.Of(page[2], knots.Class("dry")));

        Outcomes(answer).ShouldBe(["refused", "saved"]);
    }

    [Fact]
    public async Task A_model_of_another_project_is_not_named_in_the_log()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab));

        await knots.AnswerAsync(Tab, 424_242, GridLabel.Of(page[0], knots.Class("dry")));

        (await knots.Server.HistoryAsync(knots.Project, page[0])).ShouldHaveSingleItem().ModelVersionId.ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_never_counts_for_the_audit_arm_though_a_round_has_drawn_its_image_meanwhile()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab, classId: knots.Class("dry")));
        await knots.TrainAsync(drawn: knots.Ids.ToList().IndexOf(page[0]));

        await knots.AnswerAsync(Tab, knots.ModelVersionId, GridLabel.Of(page[0], knots.Class("dry")));

        var entry = (await knots.Server.HistoryAsync(knots.Project, page[0])).ShouldHaveSingleItem();
        entry.Audit.ShouldBeFalse("the person has seen what the model takes it for");
        entry.Round.ShouldBeNull();
    }

    [Fact]
    public async Task A_whole_page_is_taken_back_and_held_again_however_often_that_is_sent()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab, classId: knots.Class("dry")));
        GridLabel[] labels = [.. page.Select(id => GridLabel.Of(id, knots.Class("dry")))];
        await knots.AnswerAsync(Tab, knots.ModelVersionId, labels);
        (Guid, Guid)[] withdrawals = [.. labels.Select(l => (Guid.NewGuid(), l.Id))];

        for (var i = 0; i < 3; i++)
        {
            var undone = await knots.UndoAsync(Tab, withdrawals);

            undone.GetProperty("takenBack").GetArrayLength().ShouldBe(12);
            undone.GetProperty("held").EnumerateArray().Select(h => h.GetInt64()).ShouldBe(page, ignoreOrder: true);
            undone.GetProperty("state").GetProperty("labelled").GetInt32().ShouldBe(0);
        }

        (await knots.Server.HistoryAsync(knots.Project, page[0])).Select(e => e.Kind).ShouldBe([LabelKind.Class, LabelKind.Withdrawal]);
        IdsOf(await knots.PageAsync("page-two-2", classId: knots.Class("encased"))).Count.ShouldBe(12);
        await knots.Server.AskAsync($"/api/projects/{knots.Project.Id}/release", new { session = Tab });
        IdsOf(await knots.PageAsync("page-three-3", classId: knots.Class("dry"))).ShouldBe(page, "what was taken back can be sorted again");
    }

    [Fact]
    public async Task Nobody_takes_back_what_another_or_another_page_gave()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab));
        await knots.OtherAnswersAsync(page[0]);
        var other = (await knots.Server.HistoryAsync(knots.Project, page[0])).ShouldHaveSingleItem();

        var undone = await knots.UndoAsync(Tab, (Guid.NewGuid(), other.Id));

        undone.GetProperty("takenBack").GetArrayLength().ShouldBe(0);
        (await knots.Server.HistoryAsync(knots.Project, page[0])).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Requests_that_make_no_sense_are_refused_whole()
    {
        await using var knots = await CreateAsync(images: 24);
        var page = IdsOf(await knots.PageAsync(Tab));
        string Labels(params GridLabel[] labels) => JsonSerializer.Serialize(new { session = Tab, labels }, JsonSerializerOptions.Web);
        var label = GridLabel.Of(page[0], knots.Class("dry"));

        (await RefusedAsync(Labels())).ShouldBe("'labels' are 1 to 60, not 0.");
        (await RefusedAsync(Labels([.. Enumerable.Range(1, 61).Select(n => GridLabel.Of(n, 1))]))).ShouldBe("'labels' are 1 to 60, not 61.");
        (await RefusedAsync(Labels(label, label with { Id = Guid.NewGuid() }))).ShouldBe($"Image {page[0]} is labelled 2 times in one request: once is enough.");
        (await RefusedAsync(Labels(label, label with { ImageId = page[1] }))).ShouldBe("Two labels have one 'id': make a new one for each.");
        (await RefusedAsync(Labels(label with { Id = Guid.Empty }))).ShouldBe("'id' is all zeros: make a new one for each label.");
        (await knots.Server.HistoryAsync(knots.Project, page[0])).ShouldBeEmpty();

        async Task<string> RefusedAsync(string body)
        {
            var (status, detail) = await knots.Server.RefusedAsync(knots.Path("answers"), body);
            status.ShouldBe(400);
            return detail;
        }
    }
}
