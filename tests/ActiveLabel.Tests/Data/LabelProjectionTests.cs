using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

/// <summary>What is kept beside the log equals what the log alone says, whatever people did.</summary>
public sealed class LabelProjectionTests
{
    private enum Act
    {
        Label,
        Skip,
        PoorExample,
        Undo,
        Correct,
    }

    private static readonly Gen<(Act Act, int Image, int Class, int Person)[]> Histories =
        Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1]).Array[1, 25];

    [Theory]
    [InlineData(ConsensusMethod.NewestAnswer)]
    [InlineData(ConsensusMethod.MajorityVote)]
    [InlineData(ConsensusMethod.DawidSkene)]
    public async Task A_rebuild_from_the_log_changes_nothing(ConsensusMethod method)
    {
        await using var installation = await Installation.CreateAsync();
        long[] people = [await installation.PersonAsync(), await installation.PersonAsync(PersonKind.Import)];
        var made = 0;

        await Histories.SampleAsync(async history =>
        {
            var project = await installation.ProjectAsync(images: 3, $"project {Interlocked.Increment(ref made)}", new() { Consensus = method });
            var images = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToList();
            foreach (var (act, image, classAt, person) in history)
            {
                await DoAsync(installation, project, act, images[image], project.Classes[classAt].Id, people[person]);
            }

            var (answers, queue) = await ReadAsync(installation, project);
            await RebuildAsync(installation, project);
            var (rebuiltAnswers, rebuiltQueue) = await ReadAsync(installation, project);

            rebuiltAnswers.ShouldBe(answers);
            rebuiltQueue.ShouldBe(queue);
            foreach (var (image, at) in images.Select((id, at) => (id, at)))
            {
                answers[at].ShouldBe(Expect(await installation.Log.HistoryAsync(project.Id, image, default), method));
            }
        }, iter: 25, threads: 1);
    }

    [Fact]
    public async Task A_rebuild_mends_what_went_wrong_beside_the_log()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var image = (await installation.ListAsync(project))[0].Image.Id;
        await DoAsync(installation, project, Act.Label, image, project.Classes[1].Id, await installation.PersonAsync());
        var right = await ReadAsync(installation, project);
        await using var context = await installation.ContextAsync();
        await context.Database.ExecuteSqlRawAsync("""UPDATE "Images" SET "AnswerClassId" = NULL, "AnswerSource" = NULL; UPDATE "Queue" SET "Done" = FALSE, "Answers" = 9; UPDATE "Tallies" SET "Labelled" = 7;""");
        (await ReadAsync(installation, project)).Answers.ShouldBe([null, null]);

        await RebuildAsync(installation, project);

        var (answers, queue) = await ReadAsync(installation, project);
        answers.ShouldBe(right.Answers);
        queue.ShouldBe(right.Queue);
    }

    private static Task DoAsync(Installation installation, Project project, Act act, long image, long classId, long person)
    {
        var label = new LabelEntry(Guid.NewGuid(), project.Id, image, person, LabelKind.Class, classId, Installation.Noon, LabelSource.LabelPage, Audit: classId % 2 == 0);
        return act switch
        {
            Act.Label => installation.Log.AppendAsync(label, default),
            Act.Correct => installation.Log.AppendAsync(label with { Source = LabelSource.Review }, default),
            Act.Skip => installation.Log.AppendAsync(label with { Kind = LabelKind.Skip, ClassId = null }, default),
            Act.PoorExample => installation.Log.AppendAsync(label with { Kind = LabelKind.PoorExample, ClassId = null }, default),
            _ => installation.Log.UndoAsync(
                new OpenPage(project.Id, person, "tab"), Guid.NewGuid(), null, Installation.Noon, new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(1)), default),
        };
    }

    /// <summary>The rule once more, step by step instead of all at once.</summary>
    private static Answer? Expect(IReadOnlyList<LabelEntry> history, ConsensusMethod method)
    {
        var standing = new List<LabelEntry>();
        foreach (var entry in history)
        {
            if (entry.Kind == LabelKind.Withdrawal)
                standing.RemoveAll(e => e.Id == entry.Withdraws).ShouldBe(1);
            else
                standing.Add(entry);
        }

        standing.RemoveAll(e => e.Kind == LabelKind.Skip);
        if (standing.Count == 0)
            return null;

        var newest = standing.GroupBy(e => e.PersonId).Select(g => g.Last()).OrderBy(standing.IndexOf).ToList();
        var verdict = standing.FindLast(e => e.Source == LabelSource.Review);
        var said = method == ConsensusMethod.NewestAnswer ? standing[^1]
            : verdict ?? newest.GroupBy(e => e.ClassId).OrderByDescending(g => g.Count()).ThenByDescending(g => standing.IndexOf(g.Last())).First().Last();
        var isCertain = method != ConsensusMethod.NewestAnswer && verdict is not null;
        return new Answer(said.ClassId, standing.Any(e => e.Audit), isCertain ? LabelSource.Review : standing.Last(e => e.ClassId == said.ClassId).Source)
        {
            Confidence = isCertain ? 1 : (double)newest.Count(e => e.ClassId == said.ClassId) / newest.Count,
        };
    }

    private static Task RebuildAsync(Installation installation, Project project) =>
        installation.Get<SharedWriter>().DoAsync(writing => LabelProjection.RebuildAsync(writing, project.Id), default);

    private static async Task<(List<Answer?> Answers, string Queue)> ReadAsync(Installation installation, Project project)
    {
        await using var context = await installation.ContextAsync();
        var queue = await context.Queue.Where(q => q.ProjectId == project.Id).OrderBy(q => q.ImageId).Select(q => new { q.Answers, q.Poor, q.Done, q.Open }).ToListAsync();
        var tally = await context.Tallies.Where(t => t.ProjectId == project.Id).Select(t => new { t.Labelled, t.Undone, t.SinceRound }).SingleAsync();
        return ([.. (await installation.ListAsync(project)).Select(i => i.Answer)], $"{string.Join('\n', queue)}\n{tally}");
    }
}
