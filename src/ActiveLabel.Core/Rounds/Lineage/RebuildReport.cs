namespace ActiveLabel.Core.Rounds.Lineage;

public enum RebuildVerdict
{
    /// <summary>The same weights to the last bit, and the same temperature and figures.</summary>
    Identical,

    /// <summary>It could be done again, and something is not the same.</summary>
    Different,

    /// <summary>It could not be done again.</summary>
    Impossible,
}

/// <summary>What is compared, in the order in which each rests on those before.</summary>
public enum RebuildPart
{
    /// <summary>Whether the log of labels, up to where the round read it, gives the answers that the round took.</summary>
    Log,

    /// <summary>Which images, and the class of each.</summary>
    TrainingSet,

    /// <summary>The vectors of these images.</summary>
    Vectors,

    /// <summary>What looks alike.</summary>
    Graph,

    /// <summary>What the labels say of unlabelled images.</summary>
    Guesses,

    /// <summary>Penalties and the like, as far as the labels decide them.</summary>
    Settings,

    Weights,

    Temperature,

    /// <summary>Accuracy and the other figures of the images that judged it.</summary>
    Figures,
}

/// <param name="IsSame">Null where it is not known what it was.</param>
/// <param name="Detail">What differs, in a sentence; null where nothing is to be said.</param>
public sealed record RebuildCheck(RebuildPart Part, bool? IsSame, string? Detail = null);

/// <summary>What came of doing a round again.</summary>
/// <param name="WasRecorded">False of versions from before it was recorded what a round reads.</param>
/// <param name="Reasons">Why it is not identical, or impossible, as far as can be told; sentences.</param>
/// <param name="WeightsHash">SHA-256 of the version's weights.</param>
/// <param name="RebuiltHash">That of the weights that came out now; null where none did.</param>
/// <param name="Took">Reading, training and judging.</param>
/// <param name="RoundTook">What the round took for the same; null where that was not kept.</param>
public sealed record RebuildReport(
    int Round, int ModelVersion, RebuildVerdict Verdict, bool WasRecorded, IReadOnlyList<RebuildCheck> Checks, IReadOnlyList<string> Reasons,
    string WeightsHash, string? RebuiltHash, TimeSpan Took, TimeSpan? RoundTook)
{
    /// <summary>Whether every weight is the same, whatever else is not.</summary>
    public bool HasSameWeights => RebuiltHash == WeightsHash;
}
