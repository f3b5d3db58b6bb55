using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal static class TrainingChanges
{
    /// <summary>
    /// Entries after <paramref name="mark"/> that change what a model would be trained on: standing classes, standing
    /// poor examples that take an image out of training, and withdrawals of classes from before. What was both given and
    /// taken back after the mark counts for nothing.
    /// </summary>
    public static Task<int> CountTrainingChangesAsync(this ActiveLabelContext context, long projectId, long mark, CancellationToken cancel)
    {
        var labels = context.Labels;
        return labels.CountAsync(
            l => l.ProjectId == projectId && EF.Property<long>(l, LabelConfiguration.Sequence) > mark
                && context.Images.Any(i => i.Id == l.ImageId && i.Split == Split.Pool)
                && ((l.Kind == LabelKind.Class && !labels.Any(w => w.Withdraws == l.Id))
                    || (l.Kind == LabelKind.PoorExample && !labels.Any(w => w.Withdraws == l.Id)
                        && labels.Any(c => c.ImageId == l.ImageId && c.Kind == LabelKind.Class
                            && EF.Property<long>(c, LabelConfiguration.Sequence) <= mark))
                    || (l.Kind == LabelKind.Withdrawal
                        && labels.Any(c => c.Id == l.Withdraws && c.Kind == LabelKind.Class
                            && EF.Property<long>(c, LabelConfiguration.Sequence) <= mark))),
            cancel);
    }
}
