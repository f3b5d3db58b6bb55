using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Rounds;

/// <summary>
/// A project's neighbour graph from round to round: it stays as it is, or is added to, while its images are still there and
/// pool and graph have not grown by half since it was made; only then is it made anew, which takes a hundred times as long.
/// </summary>
internal sealed class KeptGraph
{
    /// <summary>Growth of pool or graph at which it is made anew.</summary>
    private const double Growth = 1.5;

    /// <summary>Share of the labels that may lie outside, as happens in pools that are larger than a graph: one in so many.</summary>
    private const int LabelsForOneOutside = 20;

    private readonly string _featurizerId;
    private readonly int _madeOf;
    private readonly int _madeCount;
    private long[] _ids;

    private KeptGraph(string featurizerId, long[] ids, NeighbourGraph graph)
    {
        (_featurizerId, _ids, Graph) = (featurizerId, ids, graph);
        (_madeOf, _madeCount) = (ids.Length, graph.Count);
    }

    public NeighbourGraph Graph { get; private set; }

    /// <param name="before">What was kept of the project; or null.</param>
    public static KeptGraph For(KeptGraph? before, ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel)
    {
        VectorisedImage[] pool = [.. snapshot.Images.Where(i => i.Split == Split.Pool)];
        long[] ids = [.. pool.Select(i => i.Id)];
        if (before is not null && before._featurizerId == snapshot.Featurizer.Id && before.Follow(pool, ids, snapshot, vectors, cancel))
            return before;

        var labelled = snapshot.Labelled.Select(i => i.Id).ToHashSet();
        return new KeptGraph(
            snapshot.Featurizer.Id, ids,
            NeighbourGraph.Of(ids, new VectorRows(vectors, [.. pool.Select(i => i.Row)]), labelled, snapshot.Project.Policy.Seed, cancel));
    }

    /// <summary>Takes in what has come since; false where the graph is better made anew.</summary>
    private bool Follow(VectorisedImage[] pool, long[] ids, ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel)
    {
        var isSame = _ids.AsSpan().SequenceEqual(ids);
        var outside = snapshot.Labelled.Where(i => Graph.IndexOf(i.Id) < 0).ToList();
        if (isSame && outside.Count <= snapshot.Labelled.Count / LabelsForOneOutside)
            return true;

        if (_madeCount <= NeighbourGraph.Neighbours || ids.Length > Growth * _madeOf || (!isSame && !ids.ToHashSet().IsSupersetOf(Graph.ImageIds)))
            return false;

        if (!isSame)
            outside.AddRange(Newcomers(pool, outside, snapshot.Project.Policy.Seed));
        if (Graph.Count + outside.Count > Growth * _madeCount)
            return false;

        Graph = Graph.With([.. outside.Select(i => i.Id)], new VectorRows(vectors, [.. outside.Select(i => i.Row)]), cancel);
        _ids = ids;
        return true;
    }

    /// <summary>Images that were added since, as far as there is room, drawn at random like those before.</summary>
    private IEnumerable<VectorisedImage> Newcomers(VectorisedImage[] pool, List<VectorisedImage> labelled, int seed)
    {
        var known = _ids.Concat(labelled.Select(i => i.Id)).ToHashSet();
        VectorisedImage[] added = [.. pool.Where(i => !known.Contains(i.Id))];
        var room = Math.Max(0, NeighbourGraph.MostImages - Graph.Count - labelled.Count);
        return SeededOrder.First([.. added.Select(i => i.Id)], seed, room).Select(place => added[place]);
    }
}
