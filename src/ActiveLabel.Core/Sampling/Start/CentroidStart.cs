using System.Numerics.Tensors;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Sampling.Start;

/// <summary>
/// The images nearest the centres of k-means with two clusters a class, if so many images are wanted: a look at every
/// kind of image there is before anything is known of the classes. The image of the greatest cluster comes first;
/// whatever is wanted beyond the clusters is drawn at random.
/// </summary>
/// <remarks>Kang, Ryu and Kwon (2004), "Using cluster-based sampling to select initial training set for active learning".</remarks>
internal sealed class CentroidStart : IStart
{
    /// <summary>Clusters for each class of the project.</summary>
    public const int ClustersPerClass = 2;

    /// <summary>Images that k-means looks at: of a greater pool a random part, so that the work stays bounded.</summary>
    public const int MostClustered = 10_000;

    public IReadOnlyList<int> Choose(SamplingPool pool, int count, int seed, CancellationToken cancel)
    {
        var shuffled = SeededOrder.Shuffle(pool.ImageIds, seed);

        // A vector that is not finite has no distance to anything: its image can be drawn at random, but is no centre.
        var scratch = new float[pool.Vectors.VectorLength];
        int[] sample = [.. shuffled.Where(place => TensorPrimitives.IsFiniteAll(pool.Vectors.Row(place, scratch))).Take(MostClustered)];
        var points = Scaled(pool.Vectors.At(sample));
        var clusters = KMeans.Run(points, pool.Vectors.VectorLength, Math.Min(ClustersPerClass * pool.ClassCount, count), seed, cancel);

        var chosen = new List<int>(count);
        foreach (var nearest in clusters.OrderByDescending(c => c.Size).ThenBy(c => c.Nearest).Select(c => c.Nearest).Take(count))
        {
            chosen.Add(sample[nearest]);
        }

        var taken = chosen.ToHashSet();
        chosen.AddRange(shuffled.Where(place => !taken.Contains(place)).Take(count - chosen.Count));
        return chosen;
    }

    /// <summary>Columns brought to a largest magnitude of one, as the trainer does: without it the loudest features alone would make the clusters.</summary>
    private static float[] Scaled(VectorRows vectors)
    {
        var values = vectors.ToArray();
        var length = vectors.VectorLength;
        var reach = new float[length];
        for (var start = 0; start < values.Length; start += length)
        {
            TensorPrimitives.MaxMagnitude(reach, values.AsSpan(start, length), reach);
        }

        for (var j = 0; j < length; j++)
        {
            var factor = 1 / Math.Abs(reach[j]);
            reach[j] = float.IsFinite(factor) ? factor : 0;
        }

        for (var start = 0; start < values.Length; start += length)
        {
            var row = values.AsSpan(start, length);
            TensorPrimitives.Multiply(row, reach, row);
        }

        return values;
    }
}
