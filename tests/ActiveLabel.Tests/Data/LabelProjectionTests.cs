using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
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

    [Fact]
    public async Task A_rebuild_from_the_log_changes_nothing()
    {
        await using var installation = await Installation.CreateAsync();
        long[] people = [await installation.PersonAsync(), await installation.PersonAsync(PersonKind.Import)];
        var made = 0;

        await Histories.SampleAsync(async history =>
        {
            var project = await installation.ProjectAsync(images: 3, $"project {Interlocked.Increment(ref made)}");
            var images = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToList();
            foreach (var (act, image, classAt, person) in history)
            {
                await DoAsync(installation, project, act, images[image], project.Classes[classAt].Id, people[person]);
            }

            var (answers, queue) = await ReadAsync(installation, project);
            await using var context = await installation.ContextAsync();
            await LabelProjection.RebuildAsync(context, project.Id, default);
            var (rebuiltAnswers, rebuiltQueue) = await ReadAsync(installation, project);

            rebuiltAnswers.ShouldBe(answers);
            rebuiltQueue.ShouldBe(queue);
            foreach (var (image, at) in images.Select((id, at) => (id, at)))
            {
                answers[at].ShouldBe(Expect(await installation.Log.HistoryAsync(project.Id, image, default)));
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
        await context.Database.ExecuteSqlRawAsync("""UPDATE "Images" SET "AnswerClassId" = NULL, "AnswerSource" = NULL; UPDATE "Queue" SET "Done" = FALSE, "Skips" = 9;""");
        (await ReadAsync(installation, project)).Answers.ShouldBe([null, null]);

        await LabelProjection.RebuildAsync(context, project.Id, default);

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
            _ => installation.Log.UndoAsync(project.Id, person, "tab", Guid.NewGuid(), null, Installation.Noon, TimeSpan.FromMinutes(1), default),
        };
    }

    /// <summary>The rule once more, step by step instead of all at once.</summary>
    private static Answer? Expect(IReadOnlyList<LabelEntry> history)
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
        return standing.Count == 0 ? null : new Answer(standing[^1].ClassId, standing.Any(e => e.Audit), standing[^1].Source);
    }

    private static async Task<(List<Answer?> Answers, List<(bool Done, int Skips)> Queue)> ReadAsync(Installation installation, Project project)
    {
        await using var context = await installation.ContextAsync();
        var queue = await context.Queue.Where(q => q.ProjectId == project.Id).OrderBy(q => q.ImageId).Select(q => new { q.Done, q.Skips }).ToListAsync();
        return ([.. (await installation.ListAsync(project)).Select(i => i.Answer)], [.. queue.Select(q => (q.Done, q.Skips))]);
    }
}
