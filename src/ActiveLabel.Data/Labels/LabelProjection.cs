using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Images;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

/// <summary>
/// What derives from the log and is kept beside it for speed: an image's current answer, and whether its place in the
/// queue is done and how often it was skipped. Nothing else writes those columns.
/// </summary>
internal static class LabelProjection
{
    /// <summary>Derives the standing of one image anew, inside the caller's transaction.</summary>
    public static async Task ApplyAsync(ActiveLabelContext context, long imageId, CancellationToken cancel)
    {
        var entries = await context.Labels.AsNoTracking()
            .Where(l => l.ImageId == imageId).OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence)).ToListAsync(cancel);
        await StoreAsync(context, imageId, ImageStanding.Of(entries), cancel);
    }

    /// <summary>Derives a whole project anew from its log alone.</summary>
    public static async Task RebuildAsync(ActiveLabelContext context, long projectId, CancellationToken cancel)
    {
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var entries = await context.Labels.AsNoTracking()
            .Where(l => l.ProjectId == projectId).OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence)).ToListAsync(cancel);
        var answers = entries.ToLookup(l => l.ImageId);
        foreach (var imageId in await context.Images.Where(i => i.ProjectId == projectId).Select(i => i.Id).ToListAsync(cancel))
        {
            await StoreAsync(context, imageId, ImageStanding.Of(answers[imageId]), cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    private static async Task StoreAsync(ActiveLabelContext context, long imageId, ImageStanding standing, CancellationToken cancel)
    {
        var source = standing.Answer?.Source;
        var classId = standing.Answer?.ClassId;
        var audit = standing.Answer is { Audit: true };
        await context.Images.Where(i => i.Id == imageId).ExecuteUpdateAsync(
            row => row.SetProperty(i => EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource), source)
                .SetProperty(i => EF.Property<long?>(i, ImageConfiguration.AnswerClassId), classId)
                .SetProperty(i => EF.Property<bool>(i, ImageConfiguration.AnswerAudit), audit),
            cancel);
        await context.Queue.Where(q => q.ImageId == imageId).ExecuteUpdateAsync(
            row => row.SetProperty(q => q.Done, source != null).SetProperty(q => q.Skips, standing.Skips), cancel);
    }
}
