using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Projects.ClassChanges;

/// <summary>Which classes' labels come to count as something else, by one change.</summary>
internal sealed class ClassShift
{
    private readonly IReadOnlyList<(long ClassId, ClassMeaning Before, ClassMeaning After)> _shifted;

    private ClassShift(IReadOnlyList<(long ClassId, ClassMeaning Before, ClassMeaning After)> shifted) =>
        (_shifted, ClassIds) = (shifted, [.. shifted.Select(s => s.ClassId)]);

    public IReadOnlyList<long> ClassIds { get; }

    public static ClassShift Between(Project project, ClassHistory before, ClassHistory after) => new(
    [
        .. project.AllClasses.Where(c => c.Id != 0).Select(c => (c.Id, before.MeaningOf(c.Id), after.MeaningOf(c.Id))).Where(c => c.Item2 != c.Item3),
    ]);

    /// <summary>Labels that stand and count as something else by it, and the images that they are about; none of images that were removed.</summary>
    public async Task<(int Labels, int Images, int TestImages)> CountAsync(ActiveLabelContext context, long projectId, CancellationToken cancel)
    {
        var (labels, images) = (0, new HashSet<long>());
        var removed = (await context.Images.Where(i => i.ProjectId == projectId && i.Split == Split.Removed).Select(i => i.Id).ToListAsync(cancel)).ToHashSet();
        foreach (var (classId, before, after) in _shifted)
        {
            var given = await context.Labels
                .Where(l => l.ClassId == classId && l.ProjectId == projectId && !context.Labels.Any(w => w.Withdraws == l.Id))
                .Select(l => new { l.ImageId, Sequence = EF.Property<long>(l, LabelConfiguration.Sequence) }).ToListAsync(cancel);
            given.RemoveAll(l => removed.Contains(l.ImageId) || before.Read(l.Sequence) == after.Read(l.Sequence));
            labels += given.Count;
            images.UnionWith(given.Select(l => l.ImageId));
        }

        var tests = images.Count == 0
            ? 0
            : (await context.Images.Where(i => i.ProjectId == projectId && i.Split == Split.Test).Select(i => i.Id).ToListAsync(cancel)).Count(images.Contains);
        return (labels, images.Count, tests);
    }
}
