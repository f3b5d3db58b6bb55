using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class FirstAnswers(IDbContextFactory<ActiveLabelContext> contexts) : IFirstAnswers
{
    public async Task<IReadOnlySet<long>> LaterThanAsync(
        long projectId, IReadOnlyList<long> imageIds, IReadOnlyList<long> versionIds, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // A round reads its labels after it has set its mark, so that a few of those after the mark may be among them: of
        // its own labels, those count as known that came until the version was there.
        var marks = await context.Rounds.Where(r => r.ProjectId == projectId && r.ModelVersionId != null && versionIds.Contains(r.ModelVersionId.Value))
            .Select(r => new { Mark = EF.Property<long>(r, RoundConfiguration.LabelMark), Version = r.ModelVersionId!.Value }).ToListAsync(cancel);
        var trained = await context.Models.Where(m => m.ProjectId == projectId && versionIds.Contains(m.Id)).MaxAsync(m => (DateTimeOffset?)m.CreatedAt, cancel);
        if (trained is not { } until || versionIds.Any(id => marks.All(m => m.Version != id)))
            return new HashSet<long>();

        var mark = marks.Max(m => m.Mark);
        var known = await context.Labels
            .Where(l => l.ProjectId == projectId && imageIds.Contains(l.ImageId) && (l.Kind == LabelKind.Class || l.Kind == LabelKind.PoorExample))
            .Where(l => EF.Property<long>(l, LabelConfiguration.Sequence) <= mark || l.At <= until)
            .Select(l => l.ImageId).Distinct().ToListAsync(cancel);
        return imageIds.Except(known).ToHashSet();
    }
}
