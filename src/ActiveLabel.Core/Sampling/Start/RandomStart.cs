namespace ActiveLabel.Core.Sampling.Start;

/// <summary>Any image as likely as any other.</summary>
internal sealed class RandomStart : IStart
{
    public IReadOnlyList<(int Place, PickCause Cause)> Choose(SamplingPool pool, int count, int seed, CancellationToken cancel) =>
        [.. SeededOrder.First(pool.ImageIds, seed, count).Select(place => (place, PickCause.Drawn))];
}
