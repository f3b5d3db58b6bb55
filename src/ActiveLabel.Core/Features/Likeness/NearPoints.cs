using System.Numerics;

namespace ActiveLabel.Core.Features.Likeness;

/// <summary>For each of some points the nearest of others by their inner product, found by comparing all with all.</summary>
internal sealed class NearPoints
{
    private readonly int[] _others;
    private readonly float[] _products;

    private NearPoints(int points, int count)
    {
        (Points, Count) = (points, count);
        (_others, _products) = (new int[points * count], new float[points * count]);
        Array.Fill(_products, float.NegativeInfinity);
    }

    public int Points { get; }

    /// <summary>Neighbours of each point.</summary>
    public int Count { get; }

    /// <summary>The neighbours of a point, the nearest first; equally near ones by their number.</summary>
    public ReadOnlySpan<int> Others(int point) => _others.AsSpan(point * Count, Count);

    /// <summary>The inner products with them.</summary>
    public ReadOnlySpan<float> Products(int point) => _products.AsSpan(point * Count, Count);

    /// <summary>The nearest among the points themselves, each without itself.</summary>
    /// <param name="points">[n, <paramref name="length"/>] row-major, all finite.</param>
    /// <param name="count">Neighbours wanted; fewer where there are fewer points.</param>
    public static NearPoints Of(float[] points, int length, int count, IProgress<int>? done, int threads, CancellationToken cancel)
    {
        var panels = new PointPanels(points, length);
        return Search(points, panels, Math.Max(0, Math.Min(count, panels.Count - 1)), areSame: true, done, threads, cancel);
    }

    /// <summary>The nearest of other points.</summary>
    /// <param name="points">[n, length] row-major, all finite.</param>
    public static NearPoints Among(PointPanels others, float[] points, int count, int threads, CancellationToken cancel) =>
        Search(points, others, Math.Min(count, others.Count), areSame: false, done: null, threads, cancel);

    private static NearPoints Search(float[] points, PointPanels others, int count, bool areSame, IProgress<int>? done, int threads, CancellationToken cancel)
    {
        var found = new NearPoints(others.Length == 0 ? 0 : points.Length / others.Length, count);
        if (count > 0)
        {
            PanelSweep.Run(
                points, others, _ => 0,
                (point, some, panel, products) =>
                {
                    for (var i = 0; i < some; i++)
                        found.Offer(point + i, panel * PanelKernel.PanelPoints, products.Slice(i * PanelKernel.PanelPoints, PanelKernel.PanelPoints), areSame, others.Count);
                },
                done, threads, cancel);
        }

        return found;
    }

    private void Offer(int point, int first, ReadOnlySpan<float> candidates, bool areSame, int otherCount)
    {
        var products = _products.AsSpan(point * Count, Count);
        var above = PanelKernel.Widest.Above(candidates, products[^1]);
        if (above == 0) return;
        var others = _others.AsSpan(point * Count, Count);
        for (; above != 0; above &= above - 1)
        {
            var at = BitOperations.TrailingZeroCount(above);
            var other = first + at;
            // The last panel is filled up with points of zeros.
            if (candidates[at] <= products[^1] || (areSame && other == point) || other >= otherCount) continue;
            var place = Count - 1;
            for (; place > 0 && products[place - 1] < candidates[at]; place--)
                (others[place], products[place]) = (others[place - 1], products[place - 1]);
            (others[place], products[place]) = (other, candidates[at]);
        }
    }
}
