using System.Numerics.Tensors;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>
/// How far images are from what is labelled: the distance to the nearest of some labelled images, drawn at random where
/// there are many, along the directions in which a sample of the images varies most. Columns are scaled as in training.
/// </summary>
internal static class Novelty
{
    private const int Axes = 32;

    /// <summary>Labelled images looked at, at most. More tell hardly more, and cost as much each.</summary>
    private const int MostLabelled = 2_000;

    /// <summary>Comparisons that a second or so suffices for.</summary>
    private const long MostComparisons = 200_000_000;

    /// <param name="vectors">[n] of all images.</param>
    /// <param name="labelled">Places of those that are labelled.</param>
    /// <returns>[n] 0 for a labelled image; 1 throughout where nothing is labelled.</returns>
    public static float[] Of(VectorRows vectors, IReadOnlyList<int> labelled, int seed, CancellationToken cancel)
    {
        var distances = new float[vectors.Count];
        if (labelled.Count == 0)
        {
            Array.Fill(distances, 1);
            return distances;
        }

        var random = new Random(seed);
        var points = Project(vectors, random, cancel);
        var anchors = Sample(labelled, (int)Math.Clamp(MostComparisons / Math.Max(1, vectors.Count), 1, MostLabelled), random);
        var near = anchors.SelectMany(place => points.AsSpan(place * Axes, Axes).ToArray()).ToArray();
        var norms = anchors.Select(place => TensorPrimitives.SumOfSquares<float>(points.AsSpan(place * Axes, Axes))).ToArray();
        Parallel.For(0, vectors.Count, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            var point = points.AsSpan(i * Axes, Axes);
            var least = float.PositiveInfinity;
            for (var a = 0; a < norms.Length; a++)
            {
                // |x - c|² without the part that is the same for every c.
                least = Math.Min(least, norms[a] - (2 * TensorPrimitives.Dot<float>(point, near.AsSpan(a * Axes, Axes))));
            }

            distances[i] = MathF.Sqrt(Math.Max(0, least + TensorPrimitives.SumOfSquares<float>(point)));
        });
        foreach (var place in labelled) distances[place] = 0;
        return distances;
    }

    /// <returns>[n, <see cref="Axes"/>].</returns>
    private static float[] Project(VectorRows vectors, Random random, CancellationToken cancel)
    {
        var length = vectors.VectorLength;
        var sample = vectors.At(Sample([.. Enumerable.Range(0, vectors.Count)], PrincipalAxes.MostPoints, random)).ToArray();
        var scale = ScaledPoints.Scale(sample, length);
        Centre(sample, length);
        var (axes, _) = PrincipalAxes.Of(sample, length, Axes, random.Next(), cancel);
        // Scaling the axes instead of every vector comes to the same.
        for (var start = 0; start < axes.Length; start += length)
            TensorPrimitives.Multiply(axes.AsSpan(start, length), scale, axes.AsSpan(start, length));

        var points = new float[(long)vectors.Count * Axes];
        Parallel.For(0, vectors.Count, new ParallelOptions { CancellationToken = cancel }, () => new float[length], (i, _, scratch) =>
        {
            var row = vectors.Row(i, scratch);
            for (var a = 0; a * length < axes.Length; a++)
                points[(i * Axes) + a] = TensorPrimitives.Dot(row, axes.AsSpan(a * length, length));
            return scratch;
        }, _ => { });
        return points;
    }

    private static void Centre(float[] values, int length)
    {
        var mean = new float[length];
        for (var start = 0; start < values.Length; start += length)
            TensorPrimitives.Add(mean, values.AsSpan(start, length), mean);
        TensorPrimitives.Divide(mean, Math.Max(1, values.Length / length), mean);
        for (var start = 0; start < values.Length; start += length)
            TensorPrimitives.Subtract(values.AsSpan(start, length), mean, values.AsSpan(start, length));
    }

    private static int[] Sample(IReadOnlyList<int> all, int most, Random random)
    {
        int[] drawn = [.. all];
        random.Shuffle(drawn);
        return drawn[..Math.Min(most, drawn.Length)];
    }
}
