using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Tests.Data;

public sealed class SuspectLogTests
{
    [Fact]
    public async Task An_answer_is_appended_only_while_the_label_is_the_one_that_the_person_saw()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image) = await LabelledAsync(installation);
        var log = installation.Get<ISuspectLog>();
        var seen = (await installation.Log.HistoryAsync(project.Id, image, default))[^1].Id;
        var first = await AnswerAsync(installation, project, image, "dry");

        (await log.AppendAsync(first, seen, default)).ShouldBeNull();
        var newer = await log.AppendAsync(await AnswerAsync(installation, project, image, "encased"), seen, default);

        newer.ShouldNotBeNull().Id.ShouldBe(first.Id);
        (await installation.Log.HistoryAsync(project.Id, image, default)).Count.ShouldBe(2);
        (await installation.ListAsync(project))[0].Answer!.ClassId.ShouldBe(project.Classes[1].Id);
    }

    [Fact]
    public async Task Of_many_who_answer_at_once_one_is_first_and_the_others_are_told()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image) = await LabelledAsync(installation);
        var log = installation.Get<ISuspectLog>();
        var seen = (await installation.Log.HistoryAsync(project.Id, image, default))[^1].Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AnswerAsync(installation, project, image, "dry")));

        var outcomes = await Task.WhenAll(answers.Select(answer => log.AppendAsync(answer, seen, default)));

        outcomes.Count(newer => newer is null).ShouldBe(1);
        (await installation.Log.HistoryAsync(project.Id, image, default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_said_of_a_suspect_stands_until_the_label_changes_and_is_gone_once_taken_back()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image) = await LabelledAsync(installation);
        var log = installation.Get<ISuspectLog>();
        var mark = await log.MarkAsync(project.Id, default);
        var kept = await AnswerAsync(installation, project, image, "sound");
        await installation.Log.AppendAsync(kept, default);

        var answer = (await log.AnswersAsync(project.Id, [image, 999], mark, default)).ShouldHaveSingleItem();
        answer.Key.ShouldBe(image);
        answer.Value.ShouldSatisfyAllConditions(a => a.Entry.Id.ShouldBe(kept.Id), a => a.Stands.ShouldBeTrue(), a => a.IsNew.ShouldBeTrue());
        (await log.AnswersAsync(project.Id, [image], await log.MarkAsync(project.Id, default), default))[image].IsNew.ShouldBeFalse();
        (await log.CountSinceAsync(project.Id, mark, default)).ShouldBe(0);

        await installation.Log.AppendAsync(kept with { Id = Guid.NewGuid(), ClassId = project.Classes[2].Id, Source = LabelSource.LabelPage, Rank = null }, default);
        (await log.AnswersAsync(project.Id, [image], mark, default))[image].Stands.ShouldBeFalse();
        (await log.CountSinceAsync(project.Id, mark, default)).ShouldBe(1);

        await installation.Log.AppendAsync(kept with { Id = Guid.NewGuid(), Kind = LabelKind.Withdrawal, ClassId = null, Withdraws = kept.Id }, default);
        (await log.AnswersAsync(project.Id, [image], mark, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_poor_example_is_an_answer_too()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image) = await LabelledAsync(installation);
        var log = installation.Get<ISuspectLog>();
        var mark = await log.MarkAsync(project.Id, default);
        await installation.Log.AppendAsync((await AnswerAsync(installation, project, image, "dry")) with { Kind = LabelKind.PoorExample, ClassId = null }, default);

        (await log.AnswersAsync(project.Id, [image], mark, default))[image].ShouldSatisfyAllConditions(a => a.Stands.ShouldBeTrue(), a => a.Entry.ClassId.ShouldBeNull());
    }

    [Fact]
    public async Task A_search_is_kept_whole_and_replaced_by_the_next()
    {
        await using var installation = await Installation.CreateAsync();
        var store = installation.Get<ILabelErrorStore>();
        (await store.FindAsync(3, default)).ShouldBeNull();
        var search = new LabelErrorSearch(
            3, 8, "hash", 77, [5, 6, 9], 12.5, [1, 2, 9.5], 2,
            [new SuspectedLabel(41, 0, new float[] { 0.1f, 0.7f, 0.2f }, 0.6f), new SuspectedLabel(40, 2, new float[] { 0.3f, 0.1f, 0.6f }, -0.3f)],
            [KeyValuePair.Create(1, 4)], Installation.Noon);

        await store.KeepAsync(search with { ExpectedErrors = 1 }, default);
        await store.KeepAsync(search, default);

        var found = (await store.FindAsync(3, default)).ShouldNotBeNull();
        found.ShouldSatisfyAllConditions(
            f => (f with { ClassIds = search.ClassIds, WrongByClass = search.WrongByClass, Labels = search.Labels, LeftOut = search.LeftOut }).ShouldBe(search),
            f => f.ClassIds.ShouldBe(search.ClassIds),
            f => f.WrongByClass.ShouldBe(search.WrongByClass),
            f => f.LeftOut.ShouldBe(search.LeftOut),
            f => f.Labels.Select(l => (l.ImageId, l.Given, l.Score)).ShouldBe([(41, 0, 0.6f), (40, 2, -0.3f)]),
            f => f.Labels[1].Probabilities.ToArray().ShouldBe([0.3f, 0.1f, 0.6f]));
        found.Surest(2).ShouldBe([40]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(60)]
    public async Task A_file_that_is_not_whole_is_no_search(int length)
    {
        await using var installation = await Installation.CreateAsync();
        var store = installation.Get<ILabelErrorStore>();
        await store.KeepAsync(new LabelErrorSearch(3, null, "hash", 1, [5, 6], 0, [0, 0], 0, [new SuspectedLabel(1, 0, new float[] { 1, 0 }, -1)], [], Installation.Noon), default);
        var file = Directory.GetFiles(installation.Folder.Suspects).ShouldHaveSingleItem();
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, default))[..length], default);

        (await store.FindAsync(3, default)).ShouldBeNull();
    }

    /// <summary>A project with one image that is labelled sound.</summary>
    private static async Task<(Project Project, long Image)> LabelledAsync(Installation installation)
    {
        var project = await installation.ProjectAsync();
        await installation.Images.AddAsync(project.Id, [Installation.Image(project, 1, className: "sound")], default);
        return (project, (await installation.ListAsync(project))[0].Image.Id);
    }

    private static async Task<LabelEntry> AnswerAsync(Installation installation, Project project, long image, string className) => new(
        Guid.NewGuid(), project.Id, image, await installation.PersonAsync(PersonKind.Local), LabelKind.Class, project.FindClass(className)!.Id, Installation.Noon, LabelSource.Review, Rank: 0);
}
