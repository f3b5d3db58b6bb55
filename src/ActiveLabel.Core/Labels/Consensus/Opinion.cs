namespace ActiveLabel.Core.Labels.Consensus;

/// <summary>What one answer that stands says.</summary>
/// <param name="ClassId">Null where it says that the image is a poor example.</param>
public readonly record struct Opinion(long ImageId, long PersonId, long? ClassId, LabelSource Source)
{
    /// <summary>Whether it was given in review or on the Images page, by an admin who corrects the others.</summary>
    public bool IsVerdict => Source is LabelSource.Review or LabelSource.Gallery;

    public static Opinion Of(LabelEntry entry) => new(entry.ImageId, entry.PersonId, entry.ClassId, entry.Source);
}

/// <summary>What the answers about one image come to.</summary>
/// <param name="ClassId">Null where it is a poor example.</param>
/// <param name="Confidence">
/// Above 0, at most 1. Of a vote and of the newest answer, the share of the people who say so; by Dawid and Skene, how
/// probable it is; 1 of a verdict.
/// </param>
/// <param name="Source">Where the newest answer that says so was given.</param>
/// <param name="People">Different people who answered, at least 1.</param>
/// <param name="IsDisputed">Whether their newest answers differ.</param>
/// <param name="IsVerdict">Whether an admin said so in review.</param>
public sealed record ImageConsensus(long? ClassId, double Confidence, LabelSource Source, int People, bool IsDisputed, bool IsVerdict);
