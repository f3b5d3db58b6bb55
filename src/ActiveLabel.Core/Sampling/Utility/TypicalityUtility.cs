using System.Numerics.Tensors;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>
/// How typical an image is of a group that has no label yet: the mean cosine to its neighbours, times one less the cosine to
/// the labelled image most like it. Images outside the neighbour graph come last.
/// </summary>
/// <remarks>After Hacohen, Dekel and Weinshall (2022), "Active learning on a budget: opposite strategies suit high and low budgets".</remarks>
internal sealed class TypicalityUtility : IUtility
{
    public double[] Compute(SamplingPool pool, Predictions predictions, int seed, CancellationToken cancel) => Of(pool, cancel);

    /// <summary>It asks for no model, so that a start can go by it too.</summary>
    public static double[] Of(SamplingPool pool, CancellationToken cancel)
    {
        var graph = pool.RequireSurroundings().Graph;
        int[] labelled = [.. pool.RequireSurroundings().Labelled.Select(graph.IndexOf).Where(n => n >= 0)];
        var utilities = new double[pool.Count];
        Parallel.For(0, pool.Count, BackgroundThreads.Loop(cancel), i =>
        {
            var node = graph.IndexOf(pool.ImageIds[i]);
            utilities[i] = node < 0 ? -1 : Math.Max(0, graph.Density[node]) * (1 - Nearest(node));
        });
        return utilities;

        double Nearest(int node)
        {
            var nearest = 0f;
            foreach (var other in labelled) nearest = Math.Max(nearest, TensorPrimitives.Dot(graph.Point(node), graph.Point(other)));
            return nearest;
        }
    }
}
