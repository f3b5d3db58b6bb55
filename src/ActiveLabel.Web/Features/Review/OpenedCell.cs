using ActiveLabel.Web.Shell.Charts;

namespace ActiveLabel.Web.Features.Review;

/// <summary>A cell of the matrix as it was when it was opened: images that are corrected stay in view until it is closed.</summary>
public sealed record OpenedCell(ConfusionCell Cell, IReadOnlyList<long> ImageIds);

/// <summary>What a person says an image is.</summary>
/// <param name="Truth">Zero-based class; null for a poor example.</param>
public readonly record struct Relabelling(long ImageId, int? Truth);
