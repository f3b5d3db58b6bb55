using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>No image before another: for batches that choose by themselves.</summary>
internal sealed class AllAlikeUtility : IUtility
{
    public double[] Compute(SamplingPool pool, Predictions predictions, int seed, CancellationToken cancel) => new double[pool.Count];
}
