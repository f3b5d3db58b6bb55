namespace ActiveLabel.Core.Sampling.Start;

/// <summary>Any image as likely as any other.</summary>
internal sealed class RandomStart : IStart
{
    public IReadOnlyList<int> Choose(SamplingPool pool, int count, int seed, CancellationToken cancel) =>
        new ArraySegment<int>(SeededOrder.Shuffle(pool.ImageIds, seed), 0, Math.Min(count, pool.Count));
}
