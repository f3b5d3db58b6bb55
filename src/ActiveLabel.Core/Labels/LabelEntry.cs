namespace ActiveLabel.Core.Labels;

public enum LabelKind
{
    /// <summary>The image belongs to a class.</summary>
    Class,

    /// <summary>The person would rather not say; somebody else may.</summary>
    Skip,

    /// <summary>The image shows no class well and shall train nothing.</summary>
    PoorExample,

    /// <summary>Takes an earlier entry back (undo).</summary>
    Withdrawal,
}

/// <summary>Where an answer was given.</summary>
public enum LabelSource
{
    Import,
    LabelPage,
    Review,

    /// <summary>On a page of many images that a model takes for one class, or that look alike.</summary>
    Grid,

    /// <summary>To many images at once, which an admin chose on the Images page. All of one time are one action.</summary>
    Gallery,
}

/// <summary>One line of the append-only log: one person's answer about one image. Never changed, never deleted.</summary>
/// <param name="Id">Made by whoever answers, so that sending it again is harmless.</param>
/// <param name="ClassId">Set where <paramref name="Kind"/> is <see cref="LabelKind.Class"/>, else null.</param>
/// <param name="TookMilliseconds">From image painted to key pressed, where known.</param>
/// <param name="Round">Number of the round that queued the image; null outside the queue.</param>
/// <param name="Rank">Zero-based place in that round's queue.</param>
/// <param name="Audit">Whether the image was in the audit arm when it was answered.</param>
/// <param name="ModelVersionId">The model that picked it, or null before the first.</param>
/// <param name="Withdraws">The entry taken back, where <paramref name="Kind"/> is <see cref="LabelKind.Withdrawal"/>.</param>
public sealed record LabelEntry(
    Guid Id,
    long ProjectId,
    long ImageId,
    long PersonId,
    LabelKind Kind,
    long? ClassId,
    DateTimeOffset At,
    LabelSource Source,
    int? TookMilliseconds = null,
    int? Round = null,
    int? Rank = null,
    bool Audit = false,
    long? ModelVersionId = null,
    Guid? Withdraws = null);

/// <summary>The current answer for an image, derived from the log: what all entries that stand come to (<see cref="Consensus.ConsensusMethod"/>).</summary>
/// <param name="ClassId">Null for a poor example.</param>
/// <param name="Audit">Whether it was drawn at random, so that it may judge a model.</param>
/// <param name="Source">Where the newest entry that says so was given.</param>
public sealed record Answer(long? ClassId, bool Audit, LabelSource Source)
{
    /// <summary>How sure it is, above 0, at most 1: <see cref="Consensus.ImageConsensus.Confidence"/>.</summary>
    public double Confidence { get; init; } = 1;

    public bool IsPoorExample => ClassId is null;
}
