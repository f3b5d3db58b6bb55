using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Features;

/// <summary>From image bytes to stored vectors: decode, resize, pack, batch, infer, store, as one bounded pipeline.</summary>
public interface IFeaturizing
{
    /// <summary>
    /// Computes and stores a vector for each hash; those that cannot be decoded are recorded with their reason. Stopping
    /// at any point loses at most the batches in flight.
    /// </summary>
    Task<FeaturizationSummary> RunAsync(
        Featurizer featurizer, IReadOnlyList<ImageHash> images, FeaturizationOptions options,
        IProgress<FeaturizationProgress>? progress, CancellationToken cancel);
}

/// <param name="Device"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:0</c>.</param>
/// <param name="BatchSize">Images in one inference; 0 lets the pipeline choose.</param>
/// <param name="Vectors">How the vectors are kept where none are yet, float32 for null; those that are there keep their form.</param>
public sealed record FeaturizationOptions(string Device = "auto", int BatchSize = 0, VectorForm? Vectors = null);

/// <param name="ImagesPerSecond">Over the last seconds; 0 until it is known.</param>
/// <param name="TimeLeft">Null until it is known.</param>
public sealed record FeaturizationProgress(int Done, int Failed, int Total, double ImagesPerSecond, TimeSpan? TimeLeft);

/// <param name="Device">What computed, and why that.</param>
/// <param name="Vectors">How the vectors are kept, whatever was asked for.</param>
public sealed record FeaturizationSummary(int Featurized, int Failed, TimeSpan Took, string Device, VectorForm Vectors);
