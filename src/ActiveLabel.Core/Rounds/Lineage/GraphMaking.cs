using System.Security.Cryptography;
using System.Text;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>
/// How a neighbour graph came about, so that it can be made again to the last bit: it was made of some images, and then
/// added to, step by step. Immutable; a step knows the steps before it.
/// </summary>
public sealed class GraphMaking
{
    private GraphMaking(GraphMaking? before, string featurizerId, int seed, IdSet? pool, IdSet? first, IReadOnlyList<long> added)
    {
        (Before, FeaturizerId, Seed, Pool, First, Added) = (before, featurizerId, seed, pool, first, added);
        var text = before is null
            ? $"made {featurizerId} {seed} {pool!.Hash} {first!.Hash}"
            : $"added {before.Key} {string.Join(' ', added)}";
        Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>SHA-256 over all that decides the graph but the vectors: equal keys, equal graphs.</summary>
    public string Key { get; }

    /// <summary>The graph that was added to; null where it was made anew.</summary>
    public GraphMaking? Before { get; }

    public string FeaturizerId { get; }

    public int Seed { get; }

    /// <summary>Pool images with a vector of which it was made; null of a step that adds.</summary>
    public IdSet? Pool { get; }

    /// <summary>Those that came first, having labels; null of a step that adds.</summary>
    public IdSet? First { get; }

    /// <summary>Images that were added, in the order in which they were; empty where it was made anew.</summary>
    public IReadOnlyList<long> Added { get; }

    public static GraphMaking Anew(string featurizerId, int seed, IdSet pool, IdSet first) => new(null, featurizerId, seed, pool, first, []);

    public GraphMaking With(IReadOnlyList<long> added) => new(this, FeaturizerId, Seed, null, null, added);

    /// <summary>From the making anew to this.</summary>
    public IReadOnlyList<GraphMaking> Steps()
    {
        var steps = new List<GraphMaking>();
        for (var step = this; step is not null; step = step.Before) steps.Add(step);
        steps.Reverse();
        return steps;
    }
}
