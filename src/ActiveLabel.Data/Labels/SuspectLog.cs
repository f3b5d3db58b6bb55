using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Images;
using ActiveLabel.Data.Projects.ClassChanges;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class SuspectLog(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts, TimeProvider time) : ISuspectLog
{
    public async Task<long> MarkAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Labels.Where(l => l.ProjectId == projectId).MaxAsync(l => (long?)EF.Property<long>(l, LabelConfiguration.Sequence), cancel) ?? 0;
    }

    public async Task<int> CountSinceAsync(long projectId, long mark, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Labels.CountAsync(
            l => l.ProjectId == projectId && EF.Property<long>(l, LabelConfiguration.Sequence) > mark && l.Kind != LabelKind.Skip && !(l.Source == LabelSource.Review && l.Rank != null),
            cancel);
    }

    public async Task<IReadOnlyDictionary<long, SuspectAnswer>> AnswersAsync(
        long projectId, IReadOnlyList<long> imageIds, long mark, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var answers = await context.Labels.AsNoTracking()
            .Where(l => imageIds.Contains(l.ImageId) && l.ProjectId == projectId && l.Source == LabelSource.Review && l.Rank != null)
            .Where(l => l.Kind != LabelKind.Withdrawal && !context.Labels.Any(w => w.Withdraws == l.Id))
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence))
            .Select(l => new
            {
                Entry = l,
                Answer = context.Images.Where(i => i.Id == l.ImageId).Select(i => EF.Property<long?>(i, ImageConfiguration.AnswerClassId)).FirstOrDefault(),
                Sequence = EF.Property<long>(l, LabelConfiguration.Sequence),
            })
            .ToListAsync(cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        var newest = new Dictionary<long, SuspectAnswer>();
        foreach (var answer in answers)
        {
            var countsAs = answer.Entry.ClassId is { } classId ? meanings.Of(classId).Read(answer.Sequence) : null;
            var isVoid = answer.Entry.ClassId is not null && countsAs is null;
            newest[answer.Entry.ImageId] = new SuspectAnswer(answer.Entry, !isVoid && answer.Answer == countsAs, answer.Sequence > mark);
        }

        return newest;
    }

    public Task<LabelEntry?> AppendAsync(LabelEntry entry, Guid seen, CancellationToken cancel) => writer.DoAsync(
        async writing =>
        {
            var current = ImageStanding.Standing((await ImageLog.ReadAsync(writing, entry.ProjectId, entry.ImageId)).Entries).LastOrDefault();
            if (current is not null && current.Id != seen)
                return await writing.Context.Labels.AsNoTracking().SingleAsync(l => l.Id == current.Id, CancellationToken.None);

            await CorrectionNotes.AppendAsync(writing, time, entry);
            return null;
        },
        cancel);
}
