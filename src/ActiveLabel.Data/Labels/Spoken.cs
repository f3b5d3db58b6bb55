using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Projects.ClassChanges;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

/// <summary>What one person has said about some images, as it counts now.</summary>
internal static class Spoken
{
    /// <summary>
    /// By image id the kind of what counts most: an answer before a skip. Images about which the person has said nothing
    /// that stands and counts are not in it.
    /// </summary>
    public static async Task<Dictionary<long, LabelKind>> OfAsync(
        ActiveLabelContext context, long projectId, long personId, IReadOnlyList<long> imageIds, CancellationToken cancel)
    {
        var said = await context.Labels.AsNoTracking()
            .Where(l => imageIds.Contains(l.ImageId) && l.ProjectId == projectId && l.PersonId == personId)
            .Where(l => l.Kind != LabelKind.Withdrawal && !context.Labels.Any(w => w.Withdraws == l.Id))
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence))
            .Select(l => new { Label = l, Sequence = EF.Property<long>(l, LabelConfiguration.Sequence) }).ToListAsync(cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        return said.GroupBy(s => s.Label.ImageId)
            .Select(image => (ImageId: image.Key, LabelReading.Of(
            [
                .. image.Select(s => new ReadLabel(s.Label, s.Label.ClassId is { } classId ? meanings.Of(classId).Read(s.Sequence) : null)),
            ]).Entries))
            .Where(image => image.Entries.Count > 0)
            .ToDictionary(image => image.ImageId, image => image.Entries.Any(e => e.Kind != LabelKind.Skip) ? LabelKind.Class : LabelKind.Skip);
    }
}
