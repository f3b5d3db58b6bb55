namespace ActiveLabel.Core.Images.Import;

public enum LabelsFor
{
    All,

    /// <summary>Pool images come in unlabelled, whatever is known of them: for demonstrations and trials.</summary>
    TestOnly,
}

/// <summary>How images are divided and labelled.</summary>
public sealed record ImportOptions
{
    /// <summary>Where all images go, unless <see cref="TestShare"/> divides them.</summary>
    public Split Split { get; init; } = Split.Pool;

    /// <summary>Share of the new images of each class, 0 to 1, that becomes the test split; the rest is pool. Null: no division.</summary>
    public double? TestShare { get; init; }

    /// <summary>Source of the division; null for the project's own seed.</summary>
    public int? Seed { get; init; }

    public LabelsFor LabelsFor { get; init; } = LabelsFor.All;

    /// <exception cref="WrongUseException">A value is out of its range.</exception>
    internal void Check()
    {
        if (TestShare is { } share && !(share is >= 0 and <= 1))
            throw new WrongUseException($"A test share lies between 0 and 1, not at {share}.");
    }
}
