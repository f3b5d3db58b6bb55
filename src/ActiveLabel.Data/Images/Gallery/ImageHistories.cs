using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using ActiveLabel.Data.People;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images.Gallery;

internal sealed class ImageHistories(IDbContextFactory<ActiveLabelContext> contexts, IOriginStore origins) : IImageHistories
{
    public async Task<ImageHistory> ReadAsync(long projectId, long imageId, string featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var lines = await context.Labels.AsNoTracking().Where(l => l.ProjectId == projectId && l.ImageId == imageId)
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence))
            .ToListAsync(cancel);
        var place = await context.Queue.AsNoTracking().SingleOrDefaultAsync(q => q.ImageId == imageId && q.ProjectId == projectId, cancel);
        var image = await context.Images.AsNoTracking().SingleOrDefaultAsync(i => i.Id == imageId && i.ProjectId == projectId, cancel);
        return new ImageHistory(
            lines,
            await origins.TrainedByAsync(projectId, imageId, cancel),
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
}
