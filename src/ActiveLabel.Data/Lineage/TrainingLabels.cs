using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Lineage;

internal sealed class TrainingLabels(IDbContextFactory<ActiveLabelContext> contexts) : ITrainingLabels
{
    public async Task<IReadOnlyDictionary<long, int>> CountAsync(long projectId, long labelMark, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Newest(context, projectId, labelMark).GroupBy(l => l.PersonId)
            .Select(g => new { Person = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Person, g => g.Count, cancel);
    }

    public async Task<IReadOnlyList<LabelThen>> PageAsync(
        long projectId, long labelMark, long? personId, long afterImage, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Newest(context, projectId, labelMark)
            .Where(l => l.ImageId > afterImage && (personId == null || l.PersonId == personId))
            .OrderBy(l => l.ImageId)
            .Join(context.Images, l => l.ImageId, i => i.Id, (l, i) => new { Label = l, i.Hash, i.FileName })
            .OrderBy(l => l.Label.ImageId).Take(most)
            .Select(l => new LabelThen(l.Label.ImageId, l.Hash, l.FileName, l.Label.PersonId, l.Label.ClassId!.Value, l.Label.At, l.Label.Source))
            .ToListAsync(cancel);
    }

    /// <summary>Of each pool image the newest entry that stood then, where that is a class.</summary>
    private static IQueryable<LabelEntry> Newest(ActiveLabelContext context, long projectId, long mark) => context.Labels.AsNoTracking()
        .Where(l => l.ProjectId == projectId && l.Kind == LabelKind.Class && EF.Property<long>(l, LabelConfiguration.Sequence) <= mark)
        .Where(l => context.Images.Any(i => i.Id == l.ImageId && i.Split == Split.Pool))
        .Where(l => !context.Labels.Any(w => w.Withdraws == l.Id && EF.Property<long>(w, LabelConfiguration.Sequence) <= mark))
        .Where(l => !context.Labels.Any(n =>
            n.ImageId == l.ImageId && (n.Kind == LabelKind.Class || n.Kind == LabelKind.PoorExample)
            && EF.Property<long>(n, LabelConfiguration.Sequence) > EF.Property<long>(l, LabelConfiguration.Sequence)
            && EF.Property<long>(n, LabelConfiguration.Sequence) <= mark
            && !context.Labels.Any(w => w.Withdraws == n.Id && EF.Property<long>(w, LabelConfiguration.Sequence) <= mark)));
}
