using System.Numerics.Tensors;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>
/// How long the gradient of the loss would be with this image's label, as the model expects that label:
/// sum_k p_k |g_k|. The gradient for class k of a softmax is (p - e_k) times (x, 1), x scaled as the model does it, so that
/// |g_k| = |p - e_k| sqrt(|x|^2 + 1).
/// </summary>
/// <remarks>Settles and Craven (2008), "An analysis of active learning strategies for sequence labeling tasks", expected gradient length.</remarks>
internal sealed class ModelChangeUtility : IUtility
{
    public double[] Compute(SamplingPool pool, Predictions predictions, int seed, CancellationToken cancel)
    {
        float[] scale = [.. pool.RequireLesson().Model.Scale];
        var utilities = new double[pool.Count];
        Parallel.For(0, pool.Count, BackgroundThreads.Loop(cancel), () => new float[scale.Length], (i, _, row) =>
        {
            TensorPrimitives.Multiply(pool.Vectors.Row(i, row), scale, row);
            utilities[i] = Expected(predictions[i]) * Math.Sqrt(TensorPrimitives.SumOfSquares<float>(row) + 1.0);
            return row;
        }, _ => { });
        return utilities;
    }

    /// <summary>sum_k p_k |p - e_k|.</summary>
    private static double Expected(ReadOnlySpan<float> probabilities)
    {
        var square = (double)TensorPrimitives.SumOfSquares(probabilities);
        var expected = 0.0;
        foreach (var p in probabilities) expected += p * Math.Sqrt(Math.Max(0, square - (2.0 * p) + 1));
        return expected;
    }
}
