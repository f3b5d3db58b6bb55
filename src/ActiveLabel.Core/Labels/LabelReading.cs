namespace ActiveLabel.Core.Labels;

/// <summary>One label with what its class counts as.</summary>
/// <param name="CountsAs">The class that it counts as; null where it counts as no answer. Means nothing where the entry names no class.</param>
/// <param name="IsAgain">Whether it counts as no answer because its class was split since: the image is to be looked at again.</param>
public readonly record struct ReadLabel(LabelEntry Entry, long? CountsAs, bool IsAgain = false)
{
    /// <summary>As long as no class has changed.</summary>
    public static ReadLabel Plain(LabelEntry entry) => new(entry, entry.ClassId);

    /// <summary>Whether it names a class that counts as no answer.</summary>
    public bool IsVoid => Entry.Kind == LabelKind.Class && CountsAs is null;
}

/// <summary>
/// One image's log as its classes count now: the one step between what people gave and everything that is derived from it.
/// </summary>
/// <param name="Entries">Oldest first, each naming the class that it counts as.</param>
/// <param name="IsAgain">Whether somebody's answer is missing because its class was split since it was given.</param>
public sealed record LabelReading(IReadOnlyList<LabelEntry> Entries, bool IsAgain)
{
    /// <summary>
    /// Where a person's newest answer counts as none, that person has said nothing: what they said before it they took
    /// back by it. An image drawn at random stays so.
    /// </summary>
    /// <param name="oldestFirst">All entries of the image.</param>
    public static LabelReading Of(IReadOnlyList<ReadLabel> oldestFirst)
    {
        if (oldestFirst.All(label => label.CountsAs == label.Entry.ClassId))
            return new LabelReading([.. oldestFirst.Select(label => label.Entry)], IsAgain: false);

        var withdrawn = oldestFirst.Select(label => label.Entry.Withdraws).OfType<Guid>().ToHashSet();
        var newest = new Dictionary<long, ReadLabel>();
        foreach (var label in oldestFirst.Where(label => IsAnswer(label.Entry) && !withdrawn.Contains(label.Entry.Id)))
        {
            newest[label.Entry.PersonId] = label;
        }

        var silent = newest.Where(n => n.Value.IsVoid).ToDictionary();
        var audit = silent.Values.Any(label => label.Entry.Audit);
        return new LabelReading(
            [
                .. oldestFirst
                    .Where(label => !label.IsVoid && !(IsAnswer(label.Entry) && silent.ContainsKey(label.Entry.PersonId)))
                    .Select(label => label.Entry with { ClassId = label.CountsAs, Audit = label.Entry.Audit || (audit && IsAnswer(label.Entry)) }),
            ],
            silent.Values.Any(label => label.IsAgain));
    }

    private static bool IsAnswer(LabelEntry entry) => entry.Kind is LabelKind.Class or LabelKind.PoorExample;
}
