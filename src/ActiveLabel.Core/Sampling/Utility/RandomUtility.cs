using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>Every image as likely as any other: what the others have to beat.</summary>
internal sealed class RandomUtility : IUtility
{
    public double[] Compute(SamplingPool pool, Predictions predictions, int seed, CancellationToken cancel) =>
        [.. pool.ImageIds.Select(id => SeededOrder.Unit(seed, id))];
}
