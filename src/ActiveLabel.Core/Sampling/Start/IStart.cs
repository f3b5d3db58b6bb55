namespace ActiveLabel.Core.Sampling.Start;

/// <summary>Chooses the first images, while there is no model.</summary>
internal interface IStart
{
    /// <summary>The places of at most <paramref name="count"/> distinct images in the pool, those to ask about first in front, each with its cause.</summary>
    IReadOnlyList<(int Place, PickCause Cause)> Choose(SamplingPool pool, int count, int seed, CancellationToken cancel);
}
