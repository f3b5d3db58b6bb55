namespace ActiveLabel.Core.Sampling.Start;

/// <summary>Any image as likely as any other.</summary>
internal sealed class RandomStart : IStart
{
    public IReadOnlyList<int> Choose(SamplingPool pool, int count, int seed, CancellationToken cancel) =>
        SeededOrder.First(pool.ImageIds, seed, count);
}
