using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Web.Features.Review;

/// <summary>Images as they were when they were opened: those that are corrected stay in view until the walk through them is closed.</summary>
/// <param name="Heading">What they have in common.</param>
/// <param name="First">Zero-based class of each when it was opened; null for a poor example.</param>
/// <param name="Start">Place of the image to begin with.</param>
public sealed record OpenedImages(string Heading, IReadOnlyList<long> ImageIds, IReadOnlyDictionary<long, int?> First, int Start = 0)
{
    public static OpenedImages Of(string heading, IReadOnlyList<JudgingImage> images, int start = 0) =>
        new(heading, [.. images.Select(i => i.Image.Id)], images.ToDictionary(i => i.Image.Id, i => i.Truth), start);
}

/// <summary>What a person says an image is.</summary>
/// <param name="Truth">Zero-based class; null for a poor example.</param>
public readonly record struct Relabelling(long ImageId, int? Truth);
