using System.Globalization;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Features;

/// <summary>From image bytes to stored vectors: decode, resize, pack, batch, infer, store, as one bounded pipeline.</summary>
public interface IFeaturizing
{
    /// <summary>
    /// Computes and stores a vector for each hash; those that cannot be decoded are recorded with their reason. Stopping
    /// at any point loses at most the batches in flight.
    /// </summary>
    /// <exception cref="WrongUseException">An option cannot be, or the network cannot be loaded.</exception>
    Task<FeaturizationSummary> RunAsync(
        Featurizer featurizer, IReadOnlyList<ImageHash> images, FeaturizationOptions options,
        IProgress<FeaturizationProgress>? progress, CancellationToken cancel);
}

/// <param name="Device"><c>auto</c>, <c>cpu</c>, <c>cuda</c>, or <c>cuda:0,1</c> with the numbers of several devices.</param>
/// <param name="BatchSize">Images in one inference; 0 lets the pipeline choose.</param>
/// <param name="Vectors">How the vectors are kept where none are yet, float32 for null; those that are there keep their form.</param>
/// <param name="GpuMemoryShare">How much of a GPU's memory the network may take, above 0 and at most 1.</param>
public sealed record FeaturizationOptions(string Device = "auto", int BatchSize = 0, VectorForm? Vectors = null, double GpuMemoryShare = 0.8)
{
    public const int LargestBatch = 1024;

    /// <summary>One line for each option that cannot be.</summary>
    public IEnumerable<string> Problems()
    {
        if (!DeviceChoice.TryParse(Device, out _))
            yield return DeviceChoice.Unknown(Device);
        if (BatchSize is < 0 or > LargestBatch)
            yield return $"The batch size is 1 to {LargestBatch}, or 0 to have it chosen, not {BatchSize}.";
        // NaN fails every comparison.
        if (!(GpuMemoryShare > 0 && GpuMemoryShare <= 1))
            yield return string.Create(CultureInfo.InvariantCulture, $"The share of the GPU's memory is above 0 and at most 1, not {GpuMemoryShare}.");
    }
}

/// <param name="ImagesPerSecond">Over the last seconds; 0 until it is known.</param>
/// <param name="TimeLeft">Null until it is known.</param>
/// <param name="Device">What computes, and why that, in words.</param>
public sealed record FeaturizationProgress(
    int Done, int Failed, int Total, double ImagesPerSecond, TimeSpan? TimeLeft, string? Device = null);

/// <param name="Device">What computed.</param>
/// <param name="Vectors">How the vectors are kept, whatever was asked for.</param>
/// <param name="DeviceReason">Why it was the CPU where another was or could have been meant; null where nothing is to be said.</param>
/// <param name="BatchSize">Images in one inference; 0 where there was none.</param>
public sealed record FeaturizationSummary(
    int Featurized, int Failed, TimeSpan Took, string Device, VectorForm Vectors, string? DeviceReason = null, int BatchSize = 0);
