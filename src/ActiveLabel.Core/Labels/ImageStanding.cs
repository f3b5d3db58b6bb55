namespace ActiveLabel.Core.Labels;

/// <summary>Where one image stands, derived from its part of the log and from nothing else.</summary>
/// <param name="Answer">Null while no class and no poor example stands.</param>
/// <param name="Skips">Skips that stand.</param>
public sealed record ImageStanding(Answer? Answer, int Skips)
{
    /// <summary>
    /// Reads one image's entries, oldest first in the order of the log (not of their times: clocks are turned back). The
    /// newest class or poor example that nobody withdrew is the answer. An image drawn at random stays so when its answer
    /// is corrected later, outside the queue.
    /// </summary>
    public static ImageStanding Of(IEnumerable<LabelEntry> oldestFirst)
    {
        var entries = oldestFirst as IReadOnlyCollection<LabelEntry> ?? [.. oldestFirst];
        var withdrawn = entries.Where(e => e.Kind == LabelKind.Withdrawal).Select(e => e.Withdraws).ToHashSet();
        var standing = entries.Where(e => e.Kind != LabelKind.Withdrawal && !withdrawn.Contains(e.Id)).ToList();
        var answers = standing.FindAll(e => e.Kind is LabelKind.Class or LabelKind.PoorExample);
        return new ImageStanding(
            answers.Count == 0 ? null : new Answer(answers[^1].ClassId, answers.Exists(e => e.Audit), answers[^1].Source),
            standing.Count(e => e.Kind == LabelKind.Skip));
    }
}
