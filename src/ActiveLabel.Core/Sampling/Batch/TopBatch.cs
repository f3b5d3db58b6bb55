namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>The most useful images, one by one. Equally useful ones come in an order drawn by seed, then by id.</summary>
internal sealed class TopBatch : IBatch
{
    public IReadOnlyList<int> Choose(SamplingPool pool, double[] utilities, int count, int seed, CancellationToken cancel)
    {
        var places = new int[pool.Count];
        var keys = new (double Loss, ulong Tie, long Id)[pool.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
            keys[i] = (-utilities[i], SeededOrder.Key(seed, pool.ImageIds[i]), pool.ImageIds[i]);
        }

        Array.Sort(keys, places);
        return new ArraySegment<int>(places, 0, Math.Min(count, places.Length));
    }
}
