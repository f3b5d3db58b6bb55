namespace ActiveLabel.Core.Projects.ClassChanges;

public enum ClassChangeKind
{
    /// <summary>It is called otherwise from now on. No label means anything else for it.</summary>
    Rename,

    /// <summary>Its labels count as another class's.</summary>
    Merge,

    /// <summary>It falls into parts: images that were given it are to be looked at again.</summary>
    Split,

    /// <summary>It is a class no more: its labels count as no answer.</summary>
    Delete,

    /// <summary>Takes an earlier change back.</summary>
    Undo,
}

/// <summary>
/// One line of the append-only record of what became of a project's classes. Never changed, never deleted. Labels are not
/// touched by it: what they count as derives from their class and from this record (<see cref="ClassHistory"/>).
/// </summary>
/// <param name="ClassId">The class that it happened to; of an undo, the class of the change that is taken back.</param>
/// <param name="ClassName">What that class was called before.</param>
/// <param name="PersonId">Who did it.</param>
/// <param name="LabelMark">Place in the log of the newest label of the project when it was done; 0 where there was none.</param>
public sealed record ClassChange(
    long ProjectId, ClassChangeKind Kind, long ClassId, string ClassName, long PersonId, DateTimeOffset At, long LabelMark)
{
    /// <summary>The order of the record, over all projects. Given by the store; 0 before.</summary>
    public long Sequence { get; init; }

    /// <summary>The class that its labels count as; set where the kind is <see cref="ClassChangeKind.Merge"/>.</summary>
    public long? Into { get; init; }

    /// <summary>What that class was called then; of a renaming the new name.</summary>
    public string? NewName { get; init; }

    /// <summary>What it was split into, the class itself among them where it goes on; else empty.</summary>
    public IReadOnlyList<ClassPart> Parts { get; init; } = [];

    /// <summary><see cref="Sequence"/> of the change that is taken back; set where the kind is <see cref="ClassChangeKind.Undo"/>.</summary>
    public long? Undoes { get; init; }

    /// <summary>Whether a class that was split goes on as one of its parts.</summary>
    public bool KeepsClass => Parts.Any(part => part.ClassId == ClassId);
}

/// <param name="Name">What it was called then.</param>
/// <param name="Made">Whether the split made it; else it was a class before.</param>
public sealed record ClassPart(long ClassId, string Name, bool Made);
