using ActiveLabel.Data.Database;
using ActiveLabel.Data.Images;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Features;

/// <summary>
/// Changes whenever a project's images or a featurizer's vectors do, whichever process changed them: neither an image's id nor
/// the row of a vector is ever given twice, so what comes raises the greatest and what goes lowers the number; and every move between the splits is recorded.
/// </summary>
internal readonly record struct RowsMark(int Images, long NewestImage, int Vectors, long NewestRow, long NewestMove)
{
    /// <summary>Read before what it marks: what changes in between is then read again, and not missed.</summary>
    public static async Task<RowsMark> OfAsync(ActiveLabelContext context, long projectId, string featurizerId, CancellationToken cancel)
    {
        var images = context.Images.Where(i => i.ProjectId == projectId);
        var vectors = context.Vectors.Where(v => v.FeaturizerId == featurizerId);
        return new RowsMark(
            await images.CountAsync(cancel), await images.MaxAsync(i => (long?)i.Id, cancel) ?? -1,
            await vectors.CountAsync(cancel), await vectors.MaxAsync(v => (long?)v.Row, cancel) ?? -1,
            await context.SplitMoves.Where(m => m.ProjectId == projectId).MaxAsync(m => (long?)EF.Property<long>(m, SplitMoveConfiguration.Sequence), cancel) ?? -1);
    }
}
