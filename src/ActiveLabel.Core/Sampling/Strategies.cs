namespace ActiveLabel.Core.Sampling;

/// <summary>How images are picked while there is no model.</summary>
public enum StartStrategy
{
    Random,

    /// <summary>The images nearest the centres of k-means clusters.</summary>
    Centroid,

    /// <summary>Images with many like them that lie apart from each other.</summary>
    Typical,
}

/// <summary>What makes an image worth asking about, once there is a model. docs/strategies.md tells the sources.</summary>
public enum UtilityKind
{
    Random,

    /// <summary>Shannon entropy of the predicted probabilities.</summary>
    Entropy,

    /// <summary>The lowest best probability (least confident).</summary>
    WorstBestScore,

    /// <summary>The smallest gap between the two best probabilities.</summary>
    Margin,

    /// <summary>How much models disagree that were trained on different draws of the labels.</summary>
    Committee,

    /// <summary>How far the label would be expected to move the model.</summary>
    ModelChange,

    /// <summary>Typical of a group without labels.</summary>
    Typicality,

    /// <summary>All alike: the batch alone decides.</summary>
    None,
}

/// <summary>How those are chosen among useful images that are asked about together. docs/strategies.md tells the sources.</summary>
public enum BatchKind
{
    /// <summary>The most useful.</summary>
    Top,

    /// <summary>The middles of clusters.</summary>
    Diverse,

    /// <summary>Dealt out over the predicted classes.</summary>
    Balanced,

    /// <summary>Again and again the image farthest from all that are labelled or picked.</summary>
    KCentre,

    /// <summary>Drawn apart from each other by what each would teach the model.</summary>
    Badge,

    /// <summary>Useful ones that do not repeat each other.</summary>
    Apart,
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

    /// <summary>Answered already, and asked about again since another person's answer is expected to help more than a new image.</summary>
    SecondOpinion,
}
