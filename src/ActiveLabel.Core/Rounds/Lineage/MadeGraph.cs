using System.Security.Cryptography;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>A neighbour graph together with how it was made.</summary>
internal sealed class MadeGraph
{
    private string? _hash;

    private MadeGraph(NeighbourGraph graph, GraphMaking making) => (Graph, Making) = (graph, making);

    public NeighbourGraph Graph { get; }

    public GraphMaking Making { get; }

    /// <summary>SHA-256 of its images, links and weights.</summary>
    public string Hash => _hash ??= HashOf(Graph);

    /// <summary>Makes the graph of a making from its first step to its last.</summary>
    /// <param name="rows">Rows of all images of its steps.</param>
    /// <param name="shelf">Where the first step may be kept; null to make it in any case.</param>
    public static MadeGraph Of(
        GraphMaking making, IReadOnlyDictionary<long, long> rows, IVectorReader vectors, IGraphShelf? shelf, CancellationToken cancel)
    {
        var steps = making.Steps();
        var (start, ids) = (steps[0], steps[0].Pool!.Ids);
        var graph = shelf?.Find(start.Key) ?? NeighbourGraph.Of(
            ids, new VectorRows(vectors, [.. ids.Select(id => rows[id])]), start.First!.Ids.ToHashSet(), start.Seed, cancel);
        var made = new MadeGraph(graph, start);
        return steps.Skip(1).Aggregate(made, (so, step) => so.With(step.Added, rows, vectors, cancel));
    }

    /// <summary>With more images, in their order.</summary>
    /// <param name="rows">Rows of these images.</param>
    public MadeGraph With(IReadOnlyList<long> added, IReadOnlyDictionary<long, long> rows, IVectorReader vectors, CancellationToken cancel) => new(
        Graph.With(added, new VectorRows(vectors, [.. added.Select(id => rows[id])]), cancel), Making.With(added));

    private static string HashOf(NeighbourGraph graph)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Fingerprints.Add<long>(hash, [.. graph.ImageIds]);
        for (var node = 0; node < graph.Count; node++)
        {
            Fingerprints.Add(hash, graph.Links.Others(node));
            Fingerprints.Add(hash, graph.Links.Weights(node));
        }

        return Fingerprints.Hex(hash);
    }
}
