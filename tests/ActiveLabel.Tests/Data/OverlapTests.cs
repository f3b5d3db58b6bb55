using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Tests.Data;

/// <summary>A project that asks several different people about each image.</summary>
public sealed class OverlapTests
{
    private static readonly LeaseSpan Now = new(Installation.Noon, TimeSpan.FromMinutes(5));

    [Fact]
    public async Task An_image_goes_to_as_many_different_people_as_the_project_asks_and_twice_to_none()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1, policy: new() { Overlap = 3 });
        var people = await PeopleAsync(installation, 5);

        var first = await LeaseAsync(installation, project, people[0]);
        (await LeaseAsync(installation, project, people[0], "her other tab")).ShouldBeEmpty();
        (await LeaseAsync(installation, project, people[1])).ShouldBe(first);
        (await LeaseAsync(installation, project, people[2])).ShouldBe(first);
        (await LeaseAsync(installation, project, people[3])).ShouldBeEmpty("three have it before them");

        (await AnswerAsync(installation, project, first[0], people[0])).ShouldBe(AppendOutcome.Appended);
        (await LeaseAsync(installation, project, people[0])).ShouldBeEmpty("she has answered it");
        (await LeaseAsync(installation, project, people[3])).ShouldBeEmpty("two answers are missing and two people are at it");
        (await AnswerAsync(installation, project, first[0], people[3])).ShouldBe(AppendOutcome.WithSomebodyElse);

        (await AnswerAsync(installation, project, first[0], people[1])).ShouldBe(AppendOutcome.Appended);
        (await installation.Queue.CountAsync(project.Id, Installation.Noon, default)).ShouldBe(new QueueCounts(Waiting: 0, Leased: 0));
        (await AnswerAsync(installation, project, first[0], people[2])).ShouldBe(AppendOutcome.Appended, "it was before him when he was asked");
        (await AnswerAsync(installation, project, first[0], people[4])).ShouldBe(AppendOutcome.AnsweredBefore);
        (await installation.Log.HistoryAsync(project.Id, first[0], default)).Count.ShouldBe(5, "no answer is lost");
    }

    [Fact]
    public async Task A_poor_example_is_out_at_the_first_word_until_that_word_is_taken_back()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1, policy: new() { Overlap = 3 });
        var people = await PeopleAsync(installation, 2);
        var image = (await LeaseAsync(installation, project, people[0]))[0];

        await AnswerAsync(installation, project, image, people[0], LabelKind.PoorExample);
        (await LeaseAsync(installation, project, people[1])).ShouldBeEmpty();

        await installation.Log.UndoAsync(new OpenPage(project.Id, people[0], "tab of 0"), Guid.NewGuid(), null, Installation.Noon, Now, default);
        (await LeaseAsync(installation, project, people[1])).ShouldBe([image]);
    }

    [Fact]
    public async Task Another_number_of_opinions_in_mid_project_holds_at_once_in_both_directions()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var people = await PeopleAsync(installation, 3);
        var image = (await LeaseAsync(installation, project, people[0]))[0];
        await AnswerAsync(installation, project, image, people[0]);
        await CountsAsync(1);

        await AskAsync(2);
        await CountsAsync(2);
        (await installation.Queue.LeaseAsync(Tab(project, people[1]), 5, Now, default)).Select(l => l.ImageId).ShouldContain(image);
        (await installation.Queue.LeaseAsync(Tab(project, people[2]), 5, Now, default)).Select(l => l.ImageId).ShouldNotContain(image, "one answer is missing and she is at it");

        await AskAsync(1);
        await CountsAsync(1);
        (await installation.Log.ProgressAsync(project.Id, default)).Labelled.ShouldBe(1);

        Task AskAsync(int people) => installation.Projects.ChangeAsync(project.Id, p => p.Follow(p.Policy with { Overlap = people }), default);

        async Task CountsAsync(int undone)
        {
            var counts = await installation.Queue.CountAsync(project.Id, Installation.Noon, default);
            (counts.Waiting + counts.Leased).ShouldBe(undone);
        }
    }

    [Fact]
    public async Task The_newest_class_is_the_answer_however_many_have_answered()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1, policy: new() { Overlap = 2 });
        var people = await PeopleAsync(installation, 2);
        var image = (await LeaseAsync(installation, project, people[0]))[0];

        await AnswerAsync(installation, project, image, people[0]);
        (await installation.ListAsync(project))[0].Answer!.ClassId.ShouldBe(project.Classes[0].Id);
        (await installation.Log.ProgressAsync(project.Id, default)).ShouldBe(new LabelProgress(1, 1));
        await LeaseAsync(installation, project, people[1]);
        await AnswerAsync(installation, project, image, people[1], classAt: 1);

        (await installation.ListAsync(project))[0].Answer!.ClassId.ShouldBe(project.Classes[1].Id);
        (await installation.Log.ProgressAsync(project.Id, default)).Labelled.ShouldBe(1);
    }

    internal static async Task<long[]> PeopleAsync(Installation installation, int count)
    {
        await using var context = await installation.ContextAsync();
        var people = Enumerable.Range(0, count).Select(n => Person.Create($"person {n}", PersonKind.Local)).ToArray();
        context.People.AddRange(people);
        await context.SaveChangesAsync();
        return [.. people.Select(p => p.Id)];
    }

    private static OpenPage Tab(Project project, long person) => new(project.Id, person, $"tab of {person}");

    private static async Task<IReadOnlyList<long>> LeaseAsync(Installation installation, Project project, long person, string? session = null) =>
        [.. (await installation.Queue.LeaseAsync(new OpenPage(project.Id, person, session ?? $"tab of {person}"), 1, Now, default)).Select(l => l.ImageId)];

    private static Task<AppendOutcome> AnswerAsync(
        Installation installation, Project project, long image, long person, LabelKind kind = LabelKind.Class, int classAt = 0) =>
        installation.Log.AppendAsync(
            new LabelEntry(
                Guid.NewGuid(), project.Id, image, person, kind, kind == LabelKind.Class ? project.Classes[classAt].Id : null, Installation.Noon, LabelSource.LabelPage),
            default);
}
