namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>Chooses, from images with their utilities, those that shall be asked about together, and in which order.</summary>
internal interface IBatch
{
    /// <summary>The places of at most <paramref name="count"/> distinct images in the pool, those to ask about first in front.</summary>
    /// <param name="utilities">[n] of the pool's images, higher is sooner.</param>
    IReadOnlyList<int> Choose(SamplingPool pool, double[] utilities, int count, int seed, CancellationToken cancel);
}
