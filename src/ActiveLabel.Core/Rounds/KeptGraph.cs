using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Rounds;

/// <summary>
/// A project's neighbour graph from round to round: it stays as it is, or is added to, while its images are still there and
/// pool, graph and labels have not grown by half since it was made; only then is it made anew, which takes a hundred times
/// as long. Labels that it has no room for stay outside until then.
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
    private readonly int _madeLabelled;
    private long[] _ids;

    private KeptGraph(string featurizerId, long[] ids, int labelled, MadeGraph made)
    {
        (_featurizerId, _ids, Made) = (featurizerId, ids, made);
        (_madeOf, _madeCount, _madeLabelled) = (ids.Length, made.Graph.Count, labelled);
    }

    /// <summary>The graph as it is now, and how it came about.</summary>
    public MadeGraph Made { get; private set; }

    public NeighbourGraph Graph => Made.Graph;

    /// <param name="before">What was kept of the project; or null.</param>
    public static KeptGraph For(KeptGraph? before, ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel)
    {
        VectorisedImage[] pool = [.. snapshot.Images.Where(i => i.Split == Split.Pool)];
        long[] ids = [.. pool.Select(i => i.Id)];
        if (before is not null && before._featurizerId == snapshot.Featurizer.Id && before.Follow(pool, ids, snapshot, vectors, cancel))
            return before;

        var labelled = snapshot.Labelled.Select(i => i.Id).ToHashSet();
        var making = GraphMaking.Anew(snapshot.Featurizer.Id, snapshot.Project.Policy.Seed, IdSet.Of(ids), IdSet.Of(labelled));
        return new KeptGraph(snapshot.Featurizer.Id, ids, labelled.Count, MadeGraph.Of(making, pool.ToDictionary(i => i.Id, i => i.Row), vectors, shelf: null, cancel));
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
            return isSame && snapshot.Labelled.Count <= Growth * _madeLabelled;

        if (outside.Count > 0)
            Made = Made.With([.. outside.Select(i => i.Id)], outside.ToDictionary(i => i.Id, i => i.Row), vectors, cancel);
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
