using System.Numerics.Tensors;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>Least confident first: one less the best probability.</summary>
/// <remarks>Lewis and Gale (1994), "A sequential algorithm for training text classifiers"; the workshop's alternative.</remarks>
internal sealed class WorstBestScoreUtility : RowUtility
{
    protected override double Of(ReadOnlySpan<float> probabilities) => 1.0 - TensorPrimitives.Max(probabilities);
}
