using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Lineage;

internal sealed class StandingLabels(IDbContextFactory<ActiveLabelContext> contexts) : IStandingLabels
{
    public async Task<IReadOnlyList<StandingLabel>> ListAsync(long projectId, long labelMark, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Labels.AsNoTracking()
            .Where(l => l.ProjectId == projectId && l.Kind == LabelKind.Class && EF.Property<long>(l, LabelConfiguration.Sequence) <= labelMark)
            .Where(l => !context.Labels.Any(w => w.Withdraws == l.Id && EF.Property<long>(w, LabelConfiguration.Sequence) <= labelMark))
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence))
            .Select(l => new StandingLabel(EF.Property<long>(l, LabelConfiguration.Sequence), l.ImageId, l.PersonId, l.ClassId!.Value))
            .ToListAsync(cancel);
    }

    public async Task<IReadOnlyDictionary<long, ShownLabel>> ShowAsync(long projectId, IReadOnlyList<long> sequences, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Labels.AsNoTracking()
            .Where(l => l.ProjectId == projectId && sequences.Contains(EF.Property<long>(l, LabelConfiguration.Sequence)))
            .Join(context.Images, l => l.ImageId, i => i.Id, (l, i) => new { Sequence = EF.Property<long>(l, LabelConfiguration.Sequence), Shown = new ShownLabel(i.Hash, i.FileName, l.At, l.Source) })
            .ToDictionaryAsync(l => l.Sequence, l => l.Shown, cancel);
    }
}
