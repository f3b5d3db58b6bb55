namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>Chooses, from images with their utilities, those that shall be asked about together, and in which order.</summary>
internal interface IBatch
{
    /// <summary>The places of at most <paramref name="count"/> distinct images, those to ask about first in front.</summary>
    IReadOnlyList<int> Choose(Ranking ranking, int count, int seed, CancellationToken cancel);
}
