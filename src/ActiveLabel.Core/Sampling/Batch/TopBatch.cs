namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>The most useful images, one by one. Equally useful ones come in an order drawn by seed, then by id.</summary>
internal sealed class TopBatch : IBatch
{
    /// <summary>Images between two looks at the cancellation.</summary>
    private const int Stretch = 1 << 16;

    public IReadOnlyList<int> Choose(Ranking ranking, int count, int seed, CancellationToken cancel) =>
        Choose(ranking.Pool, ranking.Utilities, count, seed, cancel);

    public static IReadOnlyList<int> Choose(SamplingPool pool, double[] utilities, int count, int seed, CancellationToken cancel)
    {
        var foremost = new Foremost<(double Loss, ulong Tie, long Id)>(Math.Min(count, pool.Count));
        var bound = double.PositiveInfinity;
        for (var i = 0; i < pool.Count; i++)
        {
            if (i % Stretch == 0) cancel.ThrowIfCancellationRequested();
            // Of most images this is all that is looked at: neither id nor tie is asked for.
            var loss = -utilities[i];
            if (loss > bound) continue;
            var id = pool.ImageIds[i];
            foremost.Offer((loss, SeededOrder.Key(seed, id), id), i);
            bound = foremost.Bound?.Loss ?? bound;
        }

        return foremost.Take();
    }
}
