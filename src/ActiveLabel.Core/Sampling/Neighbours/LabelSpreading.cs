using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>
/// What the labels of some images say of the others, by way of those that look alike: F = a S F + (1 - a) Y, iterated, with
/// S the normalised links and Y the labels, each class summing to one, so that a rare class is not drowned (Zhou et al.
/// 2004, "Learning with local and global consistency").
/// </summary>
public static class LabelSpreading
{
    /// <summary>Share of what an image takes from its neighbours. Measured: docs/strategies.md.</summary>
    private const float FromNeighbours = 0.95f;

    private const int Iterations = 40;

    /// <summary>Classes taken at once.</summary>
    private const int Lanes = 4;

    private const int BlockNodes = 1024;

    /// <param name="labelled">Places in the graph of the labelled images.</param>
    /// <param name="classes">Zero-based class of each.</param>
    /// <param name="classCount">K.</param>
    /// <returns>[n, K] shares of the classes, each row summing to one; the same for all classes where no label reaches.</returns>
    public static float[] Spread(NeighbourGraph graph, IReadOnlyList<int> labelled, IReadOnlyList<int> classes, int classCount, CancellationToken cancel)
    {
        // Rows of whole vectors, the last places of which stay empty.
        var stride = (classCount + Lanes - 1) / Lanes * Lanes;
        var given = new float[graph.Count * stride];
        var sizes = new int[classCount];
        foreach (var k in classes) sizes[k]++;
        foreach (var (node, k) in labelled.Zip(classes)) given[(node * stride) + k] += (1 - FromNeighbours) / sizes[k];

        // It starts from the labels themselves, so that what forty steps leave of the start still speaks for them.
        var (shares, next) = (new float[given.Length], new float[given.Length]);
        TensorPrimitives.Divide(given, 1 - FromNeighbours, shares);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Step(graph.Links, given, shares, next, stride, cancel);
            (shares, next) = (next, shares);
        }

        var result = new float[graph.Count * classCount];
        for (var node = 0; node < graph.Count; node++)
        {
            var row = result.AsSpan(node * classCount, classCount);
            shares.AsSpan(node * stride, classCount).CopyTo(row);
            var sum = TensorPrimitives.Sum<float>(row);
            if (sum > 0) TensorPrimitives.Divide(row, sum, row);
            else row.Fill(1f / classCount);
        }

        return result;
    }

    /// <summary>Nodes go to the threads in blocks: one by one, handing them out would take as long as the work.</summary>
    private static void Step(NormalisedLinks links, float[] given, float[] shares, float[] next, int stride, CancellationToken cancel) =>
        Parallel.For(0, (links.Count + BlockNodes - 1) / BlockNodes, BackgroundThreads.Loop(cancel), block =>
        {
            for (var node = block * BlockNodes; node < Math.Min(links.Count, (block + 1) * BlockNodes); node++)
            {
                var others = links.Others(node);
                var weights = links.Weights(node);
                for (var k = 0; k < stride; k += Lanes)
                {
                    var sum = Vector128.LoadUnsafe(ref given[(node * stride) + k]);
                    for (var i = 0; i < others.Length; i++)
                        sum += Vector128.Create(FromNeighbours * weights[i]) * Vector128.LoadUnsafe(ref shares[(others[i] * stride) + k]);
                    sum.StoreUnsafe(ref next[(node * stride) + k]);
                }
            }
        });
}
