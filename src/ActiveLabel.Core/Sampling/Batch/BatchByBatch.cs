namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>A queue of several batches: each is chosen from the images that those before have left, so that only the images of one batch mind each other.</summary>
/// <param name="batch">How one batch is chosen.</param>
/// <param name="size">Images of one batch; 0 for all in one.</param>
internal sealed class BatchByBatch(IBatch batch, int size) : IBatch
{
    public IReadOnlyList<int> Choose(SamplingPool pool, double[] utilities, int count, int seed, CancellationToken cancel)
    {
        if (size <= 0 || size >= count)
            return batch.Choose(pool, utilities, count, seed, cancel);

        var chosen = new List<int>(count);
        int[] left = [.. Enumerable.Range(0, pool.Count)];
        while (chosen.Count < Math.Min(count, pool.Count))
        {
            var wanted = Math.Min(size, count - chosen.Count);
            var picked = batch.Choose(pool.At(left), [.. left.Select(place => utilities[place])], wanted, seed, cancel).Select(i => left[i]).ToHashSet();
            chosen.AddRange(picked);
            left = [.. left.Where(place => !picked.Contains(place))];
        }

        return chosen;
    }
}
