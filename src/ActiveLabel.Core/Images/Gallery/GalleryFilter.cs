using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>What is known of an image's class.</summary>
public enum LabelState
{
    Any,
    Answered,
    Unanswered,
    PoorExample,
}

/// <summary>Whether the people who answered about an image say the same. One alone neither agrees nor disagrees.</summary>
public enum OpinionState
{
    Any,
    Agree,
    Disagree,
}

/// <summary>Which images of a project to show: those of which every condition holds that is set. Without any, all.</summary>
public sealed record GalleryFilter
{
    /// <summary>With null pool and test: what was removed is shown only where it is asked for.</summary>
    public Split? Split { get; init; }

    public LabelState Label { get; init; }

    /// <summary>The class of the current answer.</summary>
    public long? ClassId { get; init; }

    /// <summary>The class that the newest model takes the image for.</summary>
    public long? PredictedId { get; init; }

    /// <summary>The least probability, 0 to 1, that the newest model gives to the class it predicts.</summary>
    public float? LeastConfidence { get; init; }

    /// <summary>The greatest probability, 0 to 1, that the newest model gives to the class it predicts.</summary>
    public float? MostConfidence { get; init; }

    public OpinionState Opinions { get; init; }

    /// <summary>Number of a round for which an answer that stands was given.</summary>
    public int? Round { get; init; }

    /// <summary>Somebody whose answer stands.</summary>
    public long? PersonId { get; init; }

    /// <summary>Where the current answer was given.</summary>
    public LabelSource? Source { get; init; }

    /// <summary>Only gold images.</summary>
    public bool Gold { get; init; }

    /// <summary>Only images that could not be featurized.</summary>
    public bool Failed { get; init; }

    /// <summary>Only images whose current answer is a class, and another one than the newest model predicts.</summary>
    public bool Differs { get; init; }

    /// <summary>Part of the file name, without regard to case.</summary>
    public string Text { get; init; } = "";

    public bool IsEmpty => this == new GalleryFilter();
}

public enum GalleryOrder
{
    Newest,
    Oldest,

    /// <summary>First those of which the newest model puts two classes nearly as high.</summary>
    Uncertainty,

    /// <summary>First those about which the largest share of people differ from the most frequent answer.</summary>
    Disagreement,

    /// <summary>First those of which the newest model is surest that their label is wrong.</summary>
    Suspicion,

    /// <summary>First those farthest from anything labelled.</summary>
    Novelty,
}
