namespace ActiveLabel.Core.Images.Gallery;

/// <summary>The images that a filter shows, in the order asked for.</summary>
/// <param name="Ids">Stays as it is while labels come in, so that nothing moves under whoever looks at it.</param>
/// <param name="Counts">How many images each choice would show if the other conditions stay.</param>
public sealed record GallerySelection(IReadOnlyList<long> Ids, GalleryCounts Counts)
{
    /// <summary>Images of the project, whatever the filter; none that was removed from it.</summary>
    public required int Total { get; init; }

    /// <summary>The one before and the one after an image; null at the ends, and both where it is not among them.</summary>
    public (long? Before, long? After, int? Place) Around(long imageId)
    {
        for (var at = 0; at < Ids.Count; at++)
        {
            if (Ids[at] == imageId)
                return (at > 0 ? Ids[at - 1] : null, at + 1 < Ids.Count ? Ids[at + 1] : null, at);
        }

        return (null, null, null);
    }
}

/// <param name="Classes">By id of the answer's class.</param>
/// <param name="Predicted">By id of the predicted class.</param>
public sealed record GalleryCounts(
    int Pool, int Test, int Removed, int Answered, int Unanswered, int PoorExamples, IReadOnlyDictionary<long, int> Classes, IReadOnlyDictionary<long, int> Predicted)
{
    public static readonly GalleryCounts None = new(0, 0, 0, 0, 0, 0, new Dictionary<long, int>(), new Dictionary<long, int>());
}

/// <summary>What the newest model says of an image.</summary>
/// <param name="Confidence">The probability of the class, 0 to 1.</param>
/// <param name="Trained">Whether the image was among those that trained the model: of these it is surer than it may be.</param>
public readonly record struct GalleryGuess(long ClassId, float Confidence, bool Trained, int Version);

/// <summary>What the gallery tells of one image beside its row.</summary>
/// <param name="Guess">Null where there is no model, or no vector.</param>
/// <param name="Dissent">Share of the people who differ from the most frequent answer.</param>
/// <param name="Opinions">People whose answer stands.</param>
public readonly record struct GalleryNote(GalleryGuess? Guess, float Dissent, int Opinions, bool Gold, bool Failed);
