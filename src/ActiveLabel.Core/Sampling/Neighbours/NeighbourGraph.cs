using System.Numerics.Tensors;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>
/// Which images look alike: each is tied to its nearest neighbours. It is made of vectors alone, not of labels, so that one
/// graph serves all rounds.
/// </summary>
public sealed class NeighbourGraph
{
    /// <summary>Images in the graph: of a greater pool a random part, so that the work stays bounded.</summary>
    public const int MostImages = 10_000;

    /// <summary>Of these with labels in a greater pool, so that there is always room for those that are to be picked from.</summary>
    public const int MostLabelled = MostImages / 2;

    /// <summary>Neighbours of each image.</summary>
    public const int Neighbours = 10;

    private readonly Whitening _whitening;
    private readonly float[] _points;
    private readonly NearestNeighbours _nearest;
    private readonly Dictionary<long, int> _nodes;

    private NeighbourGraph(long[] imageIds, Whitening whitening, float[] points, NearestNeighbours nearest)
    {
        ImageIds = imageIds;
        _nodes = imageIds.Index().ToDictionary(n => n.Item, n => n.Index);
        (_whitening, _points, _nearest) = (whitening, points, nearest);
        Density = [.. Enumerable.Range(0, nearest.Points).Select(n => nearest.Count == 0 ? 0 : TensorPrimitives.Average<float>(nearest.Similarities(n)))];
        Links = NormalisedLinks.Of(nearest);
    }

    /// <summary>[n] the images in it, in random order.</summary>
    public IReadOnlyList<long> ImageIds { get; }

    public int Count => ImageIds.Count;

    /// <summary>[n] the mean cosine between an image and its neighbours, -1 to 1: how typical it is of a group.</summary>
    internal IReadOnlyList<float> Density { get; }

    internal NormalisedLinks Links { get; }

    /// <summary>An image's place in the graph, or -1.</summary>
    public int IndexOf(long imageId) => _nodes.GetValueOrDefault(imageId, -1);

    /// <summary>[d] of length one: images that look alike point the same way.</summary>
    internal ReadOnlySpan<float> Point(int node) => _points.AsSpan(node * _whitening.PointLength, _whitening.PointLength);

    /// <summary>The points of any vectors, in the graph or not.</summary>
    /// <returns>[n, <see cref="PointLength"/>] row-major.</returns>
    internal float[] PointsOf(VectorRows vectors, CancellationToken cancel) => _whitening.Apply(vectors, cancel);

    internal int PointLength => _whitening.PointLength;

    /// <summary>All of it in bytes, little-endian, for <see cref="Read"/>.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        foreach (var id in ImageIds) writer.Write(id);
        _whitening.Write(writer);
        Floats.Write(writer, _points);
        _nearest.Write(writer);
    }

    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    public static NeighbourGraph Read(BinaryReader reader)
    {
        var ids = new long[reader.ReadInt32()];
        foreach (ref var id in ids.AsSpan()) id = reader.ReadInt64();
        return new NeighbourGraph(ids, Whitening.Read(reader), Floats.Read(reader), NearestNeighbours.Read(reader));
    }

    /// <summary>Makes the graph of these images. The same images, vectors and seed give the same graph, whatever the number of threads.</summary>
    /// <param name="imageIds">[n] distinct; those whose vectors are not finite are left out.</param>
    /// <param name="vectors">[n] in the order of the ids.</param>
    /// <param name="first">Images that come first, those with labels: <see cref="MostLabelled"/> of them are in it whatever the size of the pool.</param>
    /// <exception cref="ArgumentException">The counts differ, or an image is there twice.</exception>
    public static NeighbourGraph Of(IReadOnlyList<long> imageIds, VectorRows vectors, IReadOnlySet<long> first, int seed, CancellationToken cancel)
    {
        if (imageIds.Count != vectors.Count)
            throw new ArgumentException($"{imageIds.Count} images cannot have {vectors.Count} vectors.", nameof(vectors));

        var scratch = new float[vectors.VectorLength];
        var shuffled = SeededOrder.Shuffle(imageIds, seed).ToLookup(place => first.Contains(imageIds[place]));
        var (labelled, others) = (shuffled[true], shuffled[false]);
        var room = imageIds.Count > MostImages ? MostLabelled : imageIds.Count;
        int[] places = [.. labelled.Take(room).Concat(others).Concat(labelled.Skip(room))
            .Where(place => TensorPrimitives.IsFiniteAll(vectors.Row(place, scratch)))
            .Take(MostImages)];
        var taken = vectors.At(places);
        var whitening = Whitening.Of(taken, seed, cancel);
        var points = whitening.Apply(taken, cancel);
        return new NeighbourGraph(
            [.. places.Select(p => imageIds[p])], whitening, points,
            NearestNeighbours.Of(points, places.Length, whitening.PointLength, Neighbours, cancel));
    }

    /// <summary>
    /// This graph with more images: a small part of the work of making it anew. What makes points of vectors stays as it is,
    /// so that a graph that has grown much is better made anew.
    /// </summary>
    /// <param name="imageIds">[m] not in it yet; those whose vectors are not finite are left out.</param>
    /// <param name="vectors">[m] in the order of the ids.</param>
    /// <exception cref="InvalidOperationException">The graph has no more than <see cref="Neighbours"/> images.</exception>
    internal NeighbourGraph With(IReadOnlyList<long> imageIds, VectorRows vectors, CancellationToken cancel)
    {
        if (Count <= Neighbours)
            throw new InvalidOperationException($"A graph of {Count} images is too small to be added to.");

        var scratch = new float[vectors.VectorLength];
        int[] places = [.. Enumerable.Range(0, imageIds.Count).Where(place => TensorPrimitives.IsFiniteAll(vectors.Row(place, scratch)))];
        if (places.Length == 0)
            return this;

        float[] points = [.. _points, .. _whitening.Apply(vectors.At(places), cancel)];
        var count = Count + places.Length;
        return new NeighbourGraph(
            [.. ImageIds, .. places.Select(p => imageIds[p])], _whitening, points, _nearest.With(points, count, PointLength, cancel));
    }
}
