using System.Numerics.Tensors;
using ActiveLabel.Core.Features.Likeness;

namespace ActiveLabel.Core.Features.Map;

/// <summary>
/// How strongly points are tied to their neighbours, in both directions alike: the fuzzy union of each point's own view of
/// its surroundings (McInnes, Healy and Melville 2018, "UMAP", section 3.1).
/// </summary>
internal sealed class FuzzyLinks
{
    private const int Bisections = 40;

    private readonly int[] _starts;
    private readonly int[] _others;
    private readonly float[] _weights;

    private FuzzyLinks(int[] starts, int[] others, float[] weights) => (_starts, _others, _weights) = (starts, others, weights);

    public int Points => _starts.Length - 1;

    /// <summary>The greatest weight of any link; 0 where there is none.</summary>
    public float Strongest => _weights.Length == 0 ? 0 : TensorPrimitives.Max<float>(_weights);

    /// <summary>The points that a point is tied to, by their number.</summary>
    public ReadOnlySpan<int> Others(int point) => _others.AsSpan(_starts[point].._starts[point + 1]);

    /// <summary>How strongly, above 0 and at most 1.</summary>
    public ReadOnlySpan<float> Weights(int point) => _weights.AsSpan(_starts[point].._starts[point + 1]);

    public static FuzzyLinks Of(NearPoints near)
    {
        var (n, k) = (near.Points, near.Count);
        var own = new float[n * k];
        Parallel.For(0, n, BackgroundThreads.Loop(), i => Weigh(near.Products(i), own.AsSpan(i * k, k)));

        var counts = new int[n + 1];
        for (var i = 0; i < n; i++)
        {
            counts[i + 1] += k;
            foreach (var other in near.Others(i)) counts[other + 1]++;
        }

        for (var i = 0; i < n; i++) counts[i + 1] += counts[i];
        var (others, weights) = (new int[counts[n]], new float[counts[n]]);
        var ends = counts.AsSpan(0, n).ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var other = near.Others(i)[j];
                (others[ends[i]], weights[ends[i]++]) = (other, own[(i * k) + j]);
                (others[ends[other]], weights[ends[other]++]) = (i, own[(i * k) + j]);
            }
        }

        return Unite(counts, others, weights, n);
    }

    /// <summary>Of one point: 1 for the nearest, and falling off so that they add up to the logarithm of their number.</summary>
    /// <param name="cosines">[k], the greatest first.</param>
    internal static void Weigh(ReadOnlySpan<float> cosines, Span<float> weights)
    {
        var nearest = 0.0;
        foreach (var cosine in cosines)
        {
            if (Distance(cosine) <= 0) continue;
            nearest = Distance(cosine);
            break;
        }

        var (low, high, width, target) = (0.0, double.PositiveInfinity, 1.0, Math.Log2(Math.Max(2, cosines.Length)));
        for (var step = 0; step < Bisections; step++)
        {
            var sum = 0.0;
            foreach (var cosine in cosines) sum += Math.Exp(-Math.Max(0, Distance(cosine) - nearest) / width);
            if (sum > target) high = width;
            else low = width;
            width = double.IsPositiveInfinity(high) ? width * 2 : (low + high) / 2;
        }

        for (var j = 0; j < weights.Length; j++)
            weights[j] = (float)Math.Exp(-Math.Max(0, Distance(cosines[j]) - nearest) / Math.Max(width, 1e-6));
    }

    private static double Distance(float cosine) => Math.Max(0, 1.0 - cosine);

    /// <summary>a + b - ab of each pair's two views, each pair once a point.</summary>
    private static FuzzyLinks Unite(int[] starts, int[] others, float[] weights, int n)
    {
        var lengths = new int[n];
        Parallel.For(0, n, BackgroundThreads.Loop(), i =>
        {
            var (from, count) = (starts[i], starts[i + 1] - starts[i]);
            Array.Sort(others, weights, from, count);
            var end = from;
            for (var at = from; at < from + count; at++)
            {
                if (end > from && others[end - 1] == others[at]) weights[end - 1] += weights[at] - (weights[end - 1] * weights[at]);
                else (others[end], weights[end++]) = (others[at], weights[at]);
            }

            lengths[i] = end - from;
        });

        var united = new int[n + 1];
        for (var i = 0; i < n; i++) united[i + 1] = united[i] + lengths[i];
        var (finalOthers, finalWeights) = (new int[united[n]], new float[united[n]]);
        for (var i = 0; i < n; i++)
        {
            others.AsSpan(starts[i], lengths[i]).CopyTo(finalOthers.AsSpan(united[i]));
            weights.AsSpan(starts[i], lengths[i]).CopyTo(finalWeights.AsSpan(united[i]));
        }

        return new FuzzyLinks(united, finalOthers, finalWeights);
    }
}
