namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>A queue of several batches: each is chosen from the images that those before have left, so that only the images of one batch mind each other.</summary>
/// <param name="batch">How one batch is chosen.</param>
/// <param name="size">Images of one batch; 0 for all in one.</param>
internal sealed class BatchByBatch(IBatch batch, int size) : IBatch
{
    public IReadOnlyList<int> Choose(Ranking ranking, int count, int seed, CancellationToken cancel)
    {
        if (size <= 0 || size >= count)
            return batch.Choose(ranking, count, seed, cancel);

        var chosen = new List<int>(count);
        int[] left = [.. Enumerable.Range(0, ranking.Pool.Count)];
        while (chosen.Count < Math.Min(count, ranking.Pool.Count))
        {
            var wanted = Math.Min(size, count - chosen.Count);
            int[] picked = [.. batch.Choose(ranking.At(left), wanted, seed, cancel).Select(i => left[i])];
            chosen.AddRange(picked);
            var taken = picked.ToHashSet();
            left = [.. left.Where(place => !taken.Contains(place))];
        }

        return chosen;
    }
}
