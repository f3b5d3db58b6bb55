namespace ActiveLabel.Core.Projects.ClassChanges;

/// <summary>What labels that name a class count as.</summary>
/// <param name="CountsAs">The class that they count as; null where they count as no answer.</param>
/// <param name="AgainUpTo">
/// Labels up to this place in the log (<see cref="Always"/>: all) were given before the class was split. They count as no
/// answer, and their images are to be looked at again.
/// </param>
public readonly record struct ClassMeaning(long? CountsAs, long AgainUpTo = 0)
{
    public const long Always = long.MaxValue;

    public static ClassMeaning Nothing { get; }

    /// <param name="sequence">The label's place in the log.</param>
    /// <returns>The class that the label counts as now, or null.</returns>
    public long? Read(long sequence) => IsAgain(sequence) ? null : CountsAs;

    /// <summary>Whether the label's image is to be looked at again.</summary>
    public bool IsAgain(long sequence) => sequence <= AgainUpTo;
}
