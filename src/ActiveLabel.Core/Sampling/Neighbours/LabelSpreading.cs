using System.Numerics.Tensors;

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

    /// <param name="labelled">Places in the graph of the labelled images.</param>
    /// <param name="classes">Zero-based class of each.</param>
    /// <param name="classCount">K.</param>
    /// <returns>[n, K] shares of the classes, each row summing to one; the same for all classes where no label reaches.</returns>
    public static float[] Spread(NeighbourGraph graph, IReadOnlyList<int> labelled, IReadOnlyList<int> classes, int classCount, CancellationToken cancel)
    {
        var given = new float[graph.Count * classCount];
        var sizes = new int[classCount];
        foreach (var k in classes) sizes[k]++;
        foreach (var (node, k) in labelled.Zip(classes)) given[(node * classCount) + k] += (1 - FromNeighbours) / sizes[k];

        // It starts from the labels themselves, so that what forty steps leave of the start still speaks for them.
        var (shares, next) = (new float[given.Length], new float[given.Length]);
        TensorPrimitives.Divide(given, 1 - FromNeighbours, shares);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Step(graph.Links, given, shares, next, classCount, cancel);
            (shares, next) = (next, shares);
        }

        for (var node = 0; node < graph.Count; node++)
        {
            var row = shares.AsSpan(node * classCount, classCount);
            var sum = TensorPrimitives.Sum<float>(row);
            if (sum > 0) TensorPrimitives.Divide(row, sum, row);
            else row.Fill(1f / classCount);
        }

        return shares;
    }

    private static void Step(NormalisedLinks links, float[] given, float[] shares, float[] next, int classCount, CancellationToken cancel) =>
        Parallel.For(0, links.Count, new ParallelOptions { CancellationToken = cancel }, node =>
        {
            var row = next.AsSpan(node * classCount, classCount);
            given.AsSpan(node * classCount, classCount).CopyTo(row);
            var others = links.Others(node);
            var weights = links.Weights(node);
            for (var i = 0; i < others.Length; i++)
            {
                var (from, weight) = (others[i] * classCount, FromNeighbours * weights[i]);
                // Plain arithmetic: for a handful of classes a call would take longer than the work.
                for (var k = 0; k < row.Length; k++) row[k] += weight * shares[from + k];
            }
        });
}
