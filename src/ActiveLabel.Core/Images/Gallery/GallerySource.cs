using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>Changes whenever anything does that the gallery shows of a project.</summary>
/// <param name="Sequence">Of the newest entry in the project's log.</param>
/// <param name="VersionId">Of the newest model; null before any.</param>
/// <param name="NewestMove">Of the images that went from one split into the other.</param>
/// <param name="Settings">Of the project, such as are seen in the gallery: its classes, and how several answers come to one.</param>
public readonly record struct GalleryMark(
    int Images, long NewestImage, long Sequence, long? VersionId, int Vectors, int Failures, int Gold, long NewestGold, long NewestMove, string FeaturizerId, string Settings)
{
    /// <summary>Whether the images of both are the same, and in the same splits.</summary>
    public bool HasImagesOf(GalleryMark other) => Images == other.Images && NewestImage == other.NewestImage && NewestMove == other.NewestMove;
}

/// <summary>What an image is, whatever is said of it.</summary>
public readonly record struct ImageFacts(long Id, Split Split, string FileName);

/// <summary>The current answer of an image; without a source none stands.</summary>
/// <param name="ClassId">Null for a poor example.</param>
public readonly record struct ImageAnswer(long Id, LabelSource? Source, long? ClassId);

/// <summary>What the gallery needs of one entry of the log.</summary>
/// <param name="ClassId">The class that it counts as now; null where it names none, or counts as no answer any more.</param>
/// <param name="Withdraws">Sequence of the entry that it takes back.</param>
public readonly record struct LogLine(long Sequence, long ImageId, long PersonId, LabelKind Kind, long? ClassId, int? Round, long? Withdraws);

/// <summary>Reads what the gallery keeps in memory.</summary>
public interface IGallerySource
{
    /// <param name="featurizerId">The project's; empty where its network is not ready.</param>
    Task<GalleryMark> MarkAsync(long projectId, string featurizerId, string settings, CancellationToken cancel);

    /// <summary>In the order of their ids.</summary>
    Task<IReadOnlyList<ImageFacts>> ImagesAsync(long projectId, CancellationToken cancel);

    /// <summary>Of all images, in the order of their ids.</summary>
    Task<IReadOnlyList<ImageAnswer>> AnswersAsync(long projectId, CancellationToken cancel);

    /// <summary>Entries after that one, in the order of the log.</summary>
    Task<IReadOnlyList<LogLine>> LinesAsync(long projectId, long after, CancellationToken cancel);

    Task<IReadOnlyList<long>> GoldAsync(long projectId, CancellationToken cancel);

    Task<IReadOnlyList<long>> FailedAsync(long projectId, string featurizerId, CancellationToken cancel);
}
