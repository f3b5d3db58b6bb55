using System.Numerics.Tensors;

namespace ActiveLabel.Core.Sampling.Start;

/// <summary>One cluster: how many points it has, and the place of the point nearest its centre.</summary>
internal readonly record struct Cluster(int Nearest, int Size);

/// <summary>
/// k-means by Lloyd's iterations from a k-means++ start (Arthur and Vassilvitskii 2007). Same points and seed, same
/// clusters, whatever the number of threads.
/// </summary>
internal static class KMeans
{
    /// <summary>Lloyd's iterations end here if the clusters still change: by then the change is small.</summary>
    public const int MostIterations = 50;

    /// <param name="points">[n, d] row-major.</param>
    /// <param name="length">d.</param>
    /// <param name="count">Clusters wanted; fewer come where there are fewer different points.</param>
    public static IReadOnlyList<Cluster> Run(float[] points, int length, int count, int seed, CancellationToken cancel)
    {
        var n = points.Length / length;
        var centres = Begin(points, length, Math.Min(count, n), seed, cancel);
        var k = centres.Length / length;
        var (owner, distance) = (new int[n], new float[n]);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            if (!Assign(points, centres, length, owner, distance, cancel) && iteration > 0)
                break;

            Move(points, centres, length, owner, k);
        }

        var clusters = new Cluster[k];
        Array.Fill(clusters, new Cluster(-1, 0));
        for (var i = 0; i < n; i++)
        {
            var (nearest, size) = clusters[owner[i]];
            clusters[owner[i]] = new Cluster(nearest < 0 || distance[i] < distance[nearest] ? i : nearest, size + 1);
        }

        return [.. clusters.Where(c => c.Size > 0)];
    }

    /// <summary>
    /// Greedy k-means++: each next centre is, of several points drawn with a weight of their squared distance to the
    /// nearest centre so far, the one that leaves the least distance in all. One draw alone misses a group too often.
    /// </summary>
    private static float[] Begin(float[] points, int length, int count, int seed, CancellationToken cancel)
    {
        var n = points.Length / length;
        if (n == 0)
            return [];

        var random = new Random(seed);
        var trials = 2 + (int)Math.Log(count);
        var next = random.Next(n);
        var nearest = Nearer(points, length, next, Enumerable.Repeat(float.PositiveInfinity, n).ToArray(), cancel);
        List<float> centres = [.. points.AsSpan(next * length, length)];
        while (centres.Count < count * length)
        {
            float[]? least = null;
            for (var trial = 0; trial < trials && WeightedDraw.Of(nearest, random) is >= 0 and var drawn; trial++)
            {
                var left = Nearer(points, length, drawn, nearest, cancel);
                if (least is null || Total(left) < Total(least))
                    (least, next) = (left, drawn);
            }

            if (least is null)
                break;

            nearest = least;
            centres.AddRange(points.AsSpan(next * length, length));
        }

        return [.. centres];
    }

    /// <returns>[n] squared distances to the nearest centre, once the point at <paramref name="centre"/> is one too.</returns>
    private static float[] Nearer(float[] points, int length, int centre, float[] nearest, CancellationToken cancel)
    {
        var distances = new float[nearest.Length];
        Parallel.For(0, distances.Length, BackgroundThreads.Loop(cancel), i => distances[i] =
            Math.Min(nearest[i], SquaredDistance(points.AsSpan(i * length, length), points.AsSpan(centre * length, length))));
        return distances;
    }

    private static double Total(float[] distances) => distances.Sum(d => (double)d);

    /// <returns>Whether any point changed its cluster.</returns>
    private static bool Assign(float[] points, float[] centres, int length, int[] owner, float[] distance, CancellationToken cancel)
    {
        var changed = 0;
        Parallel.For(0, owner.Length, BackgroundThreads.Loop(cancel), i =>
        {
            var point = points.AsSpan(i * length, length);
            var (best, least) = (0, float.PositiveInfinity);
            for (var c = 0; c * length < centres.Length; c++)
            {
                var d = SquaredDistance(point, centres.AsSpan(c * length, length));
                if (d < least)
                    (best, least) = (c, d);
            }

            if (owner[i] != best)
                Volatile.Write(ref changed, 1);
            (owner[i], distance[i]) = (best, least);
        });
        return changed != 0;
    }

    /// <summary>Each centre to the mean of its points; one without points stays where it is.</summary>
    private static void Move(float[] points, float[] centres, int length, int[] owner, int k)
    {
        var sums = new float[centres.Length];
        var sizes = new int[k];
        for (var i = 0; i < owner.Length; i++)
        {
            var sum = sums.AsSpan(owner[i] * length, length);
            TensorPrimitives.Add(sum, points.AsSpan(i * length, length), sum);
            sizes[owner[i]]++;
        }

        for (var c = 0; c < k; c++)
        {
            if (sizes[c] > 0)
                TensorPrimitives.Divide(sums.AsSpan(c * length, length), sizes[c], centres.AsSpan(c * length, length));
        }
    }

    private static float SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var distance = TensorPrimitives.Distance(a, b);
        return distance * distance;
    }
}
