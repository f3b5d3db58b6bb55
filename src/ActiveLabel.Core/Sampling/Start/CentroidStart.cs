using System.Numerics.Tensors;
using ActiveLabel.Core.Sampling.Neighbours;

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

    public IReadOnlyList<(int Place, PickCause Cause)> Choose(SamplingPool pool, int count, int seed, CancellationToken cancel)
    {
        var shuffled = SeededOrder.Shuffle(pool.ImageIds, seed);

        // A vector that is not finite has no distance to anything: its image can be drawn at random, but is no centre.
        var scratch = new float[pool.Vectors.VectorLength];
        int[] sample = [.. shuffled.Where(place => TensorPrimitives.IsFiniteAll(pool.Vectors.Row(place, scratch))).Take(MostClustered)];
        var points = ScaledPoints.Of(pool.Vectors.At(sample));
        var clusters = KMeans.Run(points, pool.Vectors.VectorLength, Math.Min(ClustersPerClass * pool.ClassCount, count), seed, cancel);

        var chosen = new List<(int Place, PickCause Cause)>(count);
        foreach (var nearest in clusters.OrderByDescending(c => c.Size).ThenBy(c => c.Nearest).Select(c => c.Nearest).Take(count))
        {
            chosen.Add((sample[nearest], PickCause.StandsForGroup));
        }

        var taken = chosen.Select(c => c.Place).ToHashSet();
        chosen.AddRange(shuffled.Where(place => !taken.Contains(place)).Take(count - chosen.Count).Select(place => (place, PickCause.Drawn)));
        return chosen;
    }
}
