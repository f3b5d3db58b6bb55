using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>Says how much the label of each image would teach the model.</summary>
internal interface IUtility
{
    /// <summary>
    /// The utilities [n] of the pool's images, in their order: higher is sooner, equal means equally useful. A utility
    /// is a finite number for any probabilities that are.
    /// </summary>
    double[] Compute(SamplingPool pool, Predictions predictions, int seed, CancellationToken cancel);
}
