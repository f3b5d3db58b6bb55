namespace ActiveLabel.Core.Projects.ClassChanges;

/// <summary>
/// Everything that became of one project's classes. From it alone derives what a label counts as, now or as of any
/// earlier moment.
/// </summary>
public sealed class ClassHistory
{
    private readonly HashSet<long> _undone;

    /// <summary>By the part of a split that was undone, what was split.</summary>
    private readonly Dictionary<long, long> _dissolved;

    /// <param name="oldestFirst">The whole record of one project, in its order.</param>
    public ClassHistory(IReadOnlyList<ClassChange> oldestFirst)
    {
        Entries = oldestFirst;
        _undone = [.. oldestFirst.Select(c => c.Undoes).OfType<long>()];
        Standing = [.. oldestFirst.Where(c => c.Kind != ClassChangeKind.Undo && !IsUndone(c))];
        _dissolved = oldestFirst.Where(IsUndone).SelectMany(c => c.Parts.Where(part => part.Made).Select(part => (Part: part.ClassId, Whole: c.ClassId)))
            .ToDictionary(p => p.Part, p => p.Whole);
        Stamp = [.. Standing.Where(c => c.Kind != ClassChangeKind.Rename).Select(c => c.Sequence)];
    }

    /// <summary>Nothing ever happened.</summary>
    public static ClassHistory None { get; } = new([]);

    /// <summary>Oldest first, undos among them.</summary>
    public IReadOnlyList<ClassChange> Entries { get; }

    /// <summary>Those that hold: no undos, and none that was undone. Oldest first.</summary>
    public IReadOnlyList<ClassChange> Standing { get; }

    /// <summary>
    /// Tells states apart in which labels mean something else: the changes that hold, but those of names. Undoing a
    /// change brings the stamp back that was there before.
    /// </summary>
    public IReadOnlyList<long> Stamp { get; }

    /// <summary>Place in the record of the newest entry by which labels came to mean something else; 0 where there is none.</summary>
    public long Mark => Entries.LastOrDefault(c => KindOf(c) != ClassChangeKind.Rename)?.Sequence ?? 0;

    public bool IsUndone(ClassChange change) => _undone.Contains(change.Sequence);

    /// <summary>The same with one more entry.</summary>
    public ClassHistory With(ClassChange appended) => new([.. Entries, appended]);

    /// <summary>As it was when the record ended with that place, such as a model version's <see cref="Models.ModelVersion.ClassMark"/>.</summary>
    public ClassHistory AsOf(long mark) => Entries.Count == 0 || Entries[^1].Sequence <= mark ? this : new([.. Entries.TakeWhile(c => c.Sequence <= mark)]);

    /// <summary>As it was at that time by the clock of whoever made the changes. Prefer a mark where there is one: clocks are turned back.</summary>
    public ClassHistory AsOf(DateTimeOffset time) => new([.. Entries.Where(c => c.At <= time)]);

    public ClassChange? Find(long sequence) => Entries.FirstOrDefault(c => c.Sequence == sequence);

    /// <summary>
    /// What labels that name this class count as. The changes are followed once, in their order: a class can be merged
    /// only into one that is there, so no later step leads back.
    /// </summary>
    public ClassMeaning MeaningOf(long classId)
    {
        var meaning = new ClassMeaning(WholeOf(classId));
        foreach (var change in Standing)
        {
            if (meaning.CountsAs is { } current)
                meaning = After(change, meaning, current);
        }

        return meaning;
    }

    /// <summary>The newest change that builds on this one and so has to be undone before it; null where none does.</summary>
    public ClassChange? BuiltOn(ClassChange change) => Standing.LastOrDefault(later => later.Sequence > change.Sequence && BuildsOn(later, change));

    /// <summary>What became of a class of that name, in a sentence without its end; null where nothing is known of one.</summary>
    public string? WhatBecameOf(string name) =>
        Standing.LastOrDefault(c => string.Equals(c.ClassName, name.Trim(), StringComparison.OrdinalIgnoreCase)) is { } change ? ClassWords.On(change) : null;

    private static ClassMeaning After(ClassChange change, ClassMeaning meaning, long current) => change.Kind switch
    {
        _ when change.ClassId != current => meaning,
        ClassChangeKind.Merge => meaning with { CountsAs = change.Into },
        ClassChangeKind.Delete => ClassMeaning.Nothing,
        ClassChangeKind.Split when change.KeepsClass => meaning with { AgainUpTo = Math.Max(meaning.AgainUpTo, change.LabelMark) },
        ClassChangeKind.Split => new ClassMeaning(CountsAs: null, ClassMeaning.Always),
        _ => meaning,
    };

    /// <summary>Whoever gave a part that is none any more, since its split was undone, would have given the whole.</summary>
    private long WholeOf(long classId)
    {
        while (_dissolved.TryGetValue(classId, out var whole))
        {
            classId = whole;
        }

        return classId;
    }

    private static bool BuildsOn(ClassChange later, ClassChange change)
    {
        if (later.ClassId == change.ClassId)
            return true;

        HashSet<long> made = [.. change.Parts.Where(part => part.Made).Select(part => part.ClassId)];
        return (later.Kind != ClassChangeKind.Rename && (later.ClassId == change.Into || made.Contains(later.ClassId)))
            || made.Contains(later.Into ?? 0)
            || later.Parts.Any(part => made.Contains(part.ClassId));
    }

    /// <summary>Of an undo, the kind of what it takes back.</summary>
    private ClassChangeKind KindOf(ClassChange change) => change.Undoes is { } undone ? Find(undone)!.Kind : change.Kind;
}
