using ActiveLabel.Core.Labels;

namespace ActiveLabel.Data.Labels;

internal static class TrainingChanges
{
    /// <summary>
    /// Entries of one pool image that change what a model would be trained on, of those after the first
    /// <paramref name="known"/>: standing classes, standing poor examples that take the image out of training, and
    /// withdrawals of classes from before. What was both given and taken back afterwards counts for nothing.
    /// </summary>
    /// <param name="oldestFirst">All entries of the image.</param>
    /// <param name="known">How many of them the newest round has read.</param>
    public static int Count(IReadOnlyList<LabelEntry> oldestFirst, int known)
    {
        var before = oldestFirst.Take(known).Where(e => e.Kind == LabelKind.Class).Select(e => e.Id).ToHashSet();
        var withdrawn = oldestFirst.Select(e => e.Withdraws).OfType<Guid>().ToHashSet();
        return oldestFirst.Skip(known).Count(e => e.Kind switch
        {
            LabelKind.Class => !withdrawn.Contains(e.Id),
            LabelKind.PoorExample => !withdrawn.Contains(e.Id) && before.Count > 0,
            LabelKind.Withdrawal => before.Contains(e.Withdraws!.Value),
            _ => false,
        });
    }
}
