namespace ActiveLabel.Core.Projects.ClassChanges;

/// <summary>What somebody wants to become of a class.</summary>
public abstract record ClassWish
{
    private ClassWish() { }

    public sealed record Rename(long ClassId, string Name) : ClassWish;

    /// <param name="Into">The class that its labels shall count as.</param>
    public sealed record Merge(long ClassId, long Into) : ClassWish;

    /// <param name="Into">
    /// Names of the parts, at least two. One may be the class's own, which then goes on; others may be classes that there
    /// are already; the rest are made.
    /// </param>
    public sealed record Split(long ClassId, IReadOnlyList<string> Into) : ClassWish;

    public sealed record Delete(long ClassId) : ClassWish;

    /// <param name="Sequence">Of the change to take back.</param>
    public sealed record Undo(long Sequence) : ClassWish;
}
