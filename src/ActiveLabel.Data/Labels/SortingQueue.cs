using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Images;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class SortingQueue(IDbContextFactory<ActiveLabelContext> contexts) : ISortingQueue
{
    public async Task<IReadOnlyList<OpenImage>> OpenAsync(long projectId, long personId, IReadOnlyList<long> imageIds, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var open = await context.Queue
            .Where(q => imageIds.Contains(q.ImageId) && q.ProjectId == projectId && !q.Done && q.Reason != PickReason.Audit && q.Reason != PickReason.SecondOpinion)
            .Where(q => !context.GoldImages.Any(g => g.ImageId == q.ImageId
                && context.Classes.Any(c => c.Id == g.ClassId && (!c.IsGone || c.MergedInto != null) && (c.AgainUpTo == 0
                    || context.Images.Any(i => i.Id == g.ImageId && EF.Property<long?>(i, ImageConfiguration.AnswerClassId) == (c.IsGone ? c.MergedInto : c.Id))))))
            .Join(context.Images.AsNoTracking(), q => q.ImageId, i => i.Id, (_, image) => image).ToDictionaryAsync(i => i.Id, cancel);
        var spoken = await Spoken.OfAsync(context, projectId, personId, imageIds, cancel);
        return [.. imageIds.Where(open.ContainsKey).Select(id => new OpenImage(open[id], spoken.ContainsKey(id)))];
    }

    public async Task<IReadOnlyList<LabelEntry>> GivenAsync(
        long projectId, long personId, IReadOnlyList<Guid> entryIds, IReadOnlyList<Guid> withdrawalIds, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Labels.AsNoTracking()
            .Where(l => entryIds.Contains(l.Id) && l.ProjectId == projectId && l.PersonId == personId && l.Source == LabelSource.Grid)
            .Where(l => l.Kind != LabelKind.Withdrawal && !context.Labels.Any(w => w.Withdraws == l.Id && !withdrawalIds.Contains(w.Id)))
            .ToListAsync(cancel);
    }
}
