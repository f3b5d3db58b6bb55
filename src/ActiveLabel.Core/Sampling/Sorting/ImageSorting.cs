using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.Core.Sampling.Start;
using System.Numerics.Tensors;

namespace ActiveLabel.Core.Sampling.Sorting;

/// <summary>Sorts images for people who confirm many at once. Images whose vector is not finite are left out.</summary>
public static class ImageSorting
{
    /// <summary>Probabilities that are in memory at once.</summary>
    private const int MostProbabilities = 1 << 20;

    /// <summary>Images that k-means looks at: groups to look at need not be the best there are.</summary>
    private const int MostClustered = 4_000;

    /// <summary>More groups are purer, but take longer to find.</summary>
    private const int MostGroups = 48;

    private const int ClustersPerClass = 4;

    /// <summary>A group of fewer images fills no page.</summary>
    private const int ImagesPerGroup = 36;

    /// <summary>Groups by the class that a version takes them for, in the order of its outputs; the images it is surest of first.</summary>
    /// <param name="ids">[n] distinct.</param>
    /// <param name="vectors">[n] in the order of the ids.</param>
    public static SortedImages ByModel(ModelVersion version, IReadOnlyList<long> ids, VectorRows vectors, CancellationToken cancel)
    {
        var scorer = version.Model.CreateScorer();
        var (classes, rows) = (scorer.ClassCount, Math.Max(1, MostProbabilities / scorer.ClassCount));
        long[] numbers = [.. vectors.Numbers];
        var (keys, kept) = (new List<ulong>(ids.Count), new List<long>(ids.Count));
        var probabilities = new float[Math.Min(rows, ids.Count) * classes];
        for (var first = 0; first < ids.Count; first += rows)
        {
            var count = Math.Min(rows, ids.Count - first);
            scorer.Score(new VectorRows(vectors.Reader, new ArraySegment<long>(numbers, first, count)), probabilities.AsMemory(0, count * classes), cancel: cancel);
            for (var i = 0; i < count; i++)
            {
                var row = probabilities.AsSpan(i * classes, classes);
                if (!float.IsFinite(row[0])) continue;
                TemperatureScaling.Apply(row, version.Temperature);
                var best = Predictions.Best(row);
                keys.Add(Key(best, uint.MaxValue - BitConverter.SingleToUInt32Bits(row[best])));
                kept.Add(ids[first + i]);
            }
        }

        return new SortedImages([.. keys], [.. kept], classes, low => BitConverter.UInt32BitsToSingle(uint.MaxValue - low));
    }

    /// <summary>
    /// Groups of images that look alike, for as long as there is no model: each image goes with the nearest of the images
    /// in the middle of the clusters of a part of them, the nearest first. The largest group comes first.
    /// </summary>
    /// <param name="classes">Classes of the project: more of them need more groups.</param>
    /// <inheritdoc cref="ByModel" path="/param"/>
    public static SortedImages Alike(IReadOnlyList<long> ids, VectorRows vectors, int classes, int seed, CancellationToken cancel)
    {
        var length = vectors.VectorLength;
        var scratch = new float[length];
        int[] sample = [.. SeededOrder.First(ids, seed, MostClustered).Where(place => TensorPrimitives.IsFiniteAll(vectors.Row(place, scratch)))];
        if (sample.Length == 0)
            return SortedImages.None;

        var points = vectors.At(sample).ToArray();
        var scale = ScaledPoints.Scale(points, length);
        var wanted = Math.Clamp(ids.Count / ImagesPerGroup, 1, Math.Min(MostGroups, ClustersPerClass * classes));
        var middles = KMeans.Run(points, length, wanted, seed, cancel).OrderByDescending(c => c.Size).ThenBy(c => ids[sample[c.Nearest]])
            .Select(c => points.AsMemory(c.Nearest * length, length)).ToArray();

        var nearest = new (int Group, float Distance)[ids.Count];
        Parallel.For(
            0, ids.Count, BackgroundThreads.Loop(cancel), () => new float[length],
            (i, _, point) =>
            {
                TensorPrimitives.Multiply(vectors.Row(i, point), scale, point);
                nearest[i] = Nearest(point, middles);
                return point;
            },
            _ => { });
        int[] finite = [.. Enumerable.Range(0, ids.Count).Where(i => float.IsFinite(nearest[i].Distance))];
        return new SortedImages(
            Array.ConvertAll(finite, i => Key(nearest[i].Group, BitConverter.SingleToUInt32Bits(nearest[i].Distance))),
            Array.ConvertAll(finite, i => ids[i]), middles.Length, _ => 0);
    }

    private static (int Group, float Distance) Nearest(ReadOnlySpan<float> point, Memory<float>[] middles)
    {
        var (group, least) = (0, float.PositiveInfinity);
        for (var k = 0; k < middles.Length; k++)
        {
            var distance = TensorPrimitives.Distance(point, middles[k].Span);
            if (distance < least)
                (group, least) = (k, distance);
        }

        return (group, least);
    }

    /// <summary>Bits of numbers that are not negative come in the order of the numbers.</summary>
    private static ulong Key(int group, uint place) => ((ulong)group << 32) | place;
}
