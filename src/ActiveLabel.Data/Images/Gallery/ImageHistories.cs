using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using ActiveLabel.Data.People;
using ActiveLabel.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images.Gallery;

internal sealed class ImageHistories(IDbContextFactory<ActiveLabelContext> contexts) : IImageHistories
{
    public async Task<ImageHistory> ReadAsync(long projectId, long imageId, string featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var lines = await context.Labels.AsNoTracking().Where(l => l.ProjectId == projectId && l.ImageId == imageId)
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence))
            .Select(l => new Line(EF.Property<long>(l, LabelConfiguration.Sequence), l)).ToListAsync(cancel);
        var place = await context.Queue.AsNoTracking().SingleOrDefaultAsync(q => q.ImageId == imageId && q.ProjectId == projectId, cancel);
        var image = await context.Images.AsNoTracking().SingleOrDefaultAsync(i => i.Id == imageId && i.ProjectId == projectId, cancel);
        return new ImageHistory(
            lines.ConvertAll(l => l.Entry),
            place is null ? new HashSet<long>() : await TrainedAsync(context, projectId, lines, cancel),
            await context.PracticeAnswers.AsNoTracking()
                .Where(a => a.ProjectId == projectId && a.ImageId == imageId && a.Withdrawal == null)
                .OrderBy(a => EF.Property<long>(a, PracticeConfiguration.Sequence)).ToListAsync(cancel),
            place is null ? null : new QueuePlacing(place.Round, place.Rank, place.Reason, place.Why, place.Done),
            await context.GoldImages.AsNoTracking().SingleOrDefaultAsync(g => g.ImageId == imageId && g.ProjectId == projectId, cancel),
            image is null
                ? null
                : await context.VectorFailures.Where(f => f.FeaturizerId == featurizerId && f.Hash == image.Hash).Select(f => f.Reason).SingleOrDefaultAsync(cancel),
            image is null
                ? null
                : await context.Vectors.Where(v => v.FeaturizerId == featurizerId && v.Hash == image.Hash).Select(v => (long?)v.Row).SingleOrDefaultAsync(cancel));
    }

    /// <summary>A round trains on what is answered with a class by the newest entry that it read.</summary>
    private static async Task<IReadOnlySet<long>> TrainedAsync(ActiveLabelContext context, long projectId, List<Line> lines, CancellationToken cancel)
    {
        var marks = await context.Rounds.Where(r => r.ProjectId == projectId && r.ModelVersionId != null)
            .Select(r => new { Version = r.ModelVersionId!.Value, Mark = EF.Property<long>(r, RoundConfiguration.LabelMark) }).ToListAsync(cancel);
        return marks
            .Where(m => ImageStanding.Of(lines.Where(l => l.Sequence <= m.Mark).Select(l => l.Entry).ToList()).Answer is { IsPoorExample: false })
            .Select(m => m.Version).ToHashSet();
    }

    private sealed record Line(long Sequence, LabelEntry Entry);
}
