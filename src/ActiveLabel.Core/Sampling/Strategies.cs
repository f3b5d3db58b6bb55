namespace ActiveLabel.Core.Sampling;

/// <summary>How images are picked while there is no model.</summary>
public enum StartStrategy
{
    Random,

    /// <summary>The images nearest the centres of k-means clusters.</summary>
    Centroid,
}

/// <summary>What makes an image worth asking about, once there is a model.</summary>
public enum QueryStrategy
{
    Random,

    /// <summary>Shannon entropy of the predicted probabilities.</summary>
    Entropy,

    /// <summary>The lowest best probability (least confident).</summary>
    WorstBestScore,

    /// <summary>The smallest gap between the two best probabilities.</summary>
    Margin,

    /// <summary>
    /// Images typical of groups without labels while there are few labels, then those of the smallest gap that differ from
    /// each other. What needs the fewest labels by measurement: docs/strategies.md.
    /// </summary>
    Default,
}

/// <summary>Why an image stands where it does in the queue.</summary>
public enum PickReason
{
    /// <summary>In the random order of the import: no round has picked it yet.</summary>
    Waiting,

    /// <summary>Picked by the start strategy.</summary>
    Start,

    /// <summary>Picked by the query strategy.</summary>
    Strategy,

    /// <summary>Drawn at random for the audit arm.</summary>
    Audit,
}
