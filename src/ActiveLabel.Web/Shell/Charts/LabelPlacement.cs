namespace ActiveLabel.Web.Shell.Charts;

/// <summary>Keeps words that name neighbouring lines from standing on one another.</summary>
internal static class LabelPlacement
{
    /// <summary>
    /// Moves places apart, by the least sum of squares, until neighbours are <paramref name="gap"/> apart. The order is
    /// kept; where all fit, none leaves 0 to <paramref name="extent"/>.
    /// </summary>
    /// <remarks>
    /// With the gaps taken off, the places in order need only not fall: that is isotonic regression, solved by pooling
    /// neighbours that fall.
    /// </remarks>
    public static double[] Spread(IReadOnlyList<double> places, double gap, double extent)
    {
        var order = Enumerable.Range(0, places.Count).OrderBy(i => places[i]).ToArray();
        var pools = new Stack<(double Mean, int Count)>();
        for (var i = 0; i < order.Length; i++)
        {
            var pool = (Mean: places[order[i]] - (i * gap), Count: 1);
            while (pools.TryPeek(out var before) && before.Mean > pool.Mean)
            {
                pools.Pop();
                var count = before.Count + pool.Count;
                pool = (((before.Mean * before.Count) + (pool.Mean * pool.Count)) / count, count);
            }

            pools.Push(pool);
        }

        var highest = Math.Max(0, extent - ((order.Length - 1) * gap));
        var spread = new double[order.Length];
        var next = 0;
        foreach (var (mean, count) in pools.Reverse())
        {
            for (var end = next + count; next < end; next++)
            {
                spread[order[next]] = Math.Clamp(mean, 0, highest) + (next * gap);
            }
        }

        return spread;
    }
}
