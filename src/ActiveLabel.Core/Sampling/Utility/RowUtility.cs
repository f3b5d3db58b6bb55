using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>A utility that asks for nothing but the image's own probabilities.</summary>
internal abstract class RowUtility : IUtility
{
    public double[] Compute(SamplingPool pool, Predictions predictions, int seed, CancellationToken cancel)
    {
        var utilities = new double[predictions.Count];
        for (var i = 0; i < utilities.Length; i++)
        {
            utilities[i] = Of(predictions[i]);
        }

        return utilities;
    }

    /// <param name="probabilities">[K], K at least 1, summing to one.</param>
    protected abstract double Of(ReadOnlySpan<float> probabilities);
}
