using System.Numerics.Tensors;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>
/// From vectors to points whose angles tell how alike images look: columns scaled as the trainer does, centred, turned to
/// their main directions, each brought half-way to equal variance, and of length one. Half-way is what was measured to
/// serve best: docs/strategies.md.
/// </summary>
internal sealed class Whitening
{
    private const int Directions = 128;

    private readonly float[] _scale;
    private readonly float[] _mean;
    private readonly float[] _axes;

    private Whitening(float[] scale, float[] mean, float[] axes, int pointLength) =>
        (_scale, _mean, _axes, PointLength) = (scale, mean, axes, pointLength);

    public int PointLength { get; }

    /// <param name="vectors">[n], all finite.</param>
    public static Whitening Of(VectorRows vectors, int seed, CancellationToken cancel)
    {
        var length = vectors.VectorLength;
        var values = vectors.ToArray();
        var scale = ScaledPoints.Scale(values, length);
        var mean = Centre(values, length);
        var (axes, reach) = PrincipalAxes.Of(values, length, Directions, seed, cancel);
        // Directions of rounding alone say nothing.
        var kept = reach.Count(r => r > 1e-4f * reach[0]);
        for (var j = 0; j < kept; j++)
        {
            var axis = axes.AsSpan(j * length, length);
            TensorPrimitives.Divide(axis, MathF.Sqrt(reach[j]), axis);
        }

        return new Whitening(scale, mean, axes[..(kept * length)], kept);
    }

    /// <returns>[n, <see cref="PointLength"/>] row-major.</returns>
    public float[] Apply(VectorRows vectors, CancellationToken cancel)
    {
        var points = new float[vectors.Count * PointLength];
        Parallel.For(0, vectors.Count, new ParallelOptions { CancellationToken = cancel }, () => new float[_scale.Length], (i, _, row) =>
        {
            TensorPrimitives.MultiplyAdd(vectors.Row(i, row), _scale, _mean, row);
            var point = points.AsSpan(i * PointLength, PointLength);
            for (var j = 0; j < point.Length; j++) point[j] = TensorPrimitives.Dot(row, _axes.AsSpan(j * row.Length, row.Length));
            var norm = TensorPrimitives.Norm<float>(point);
            if (norm > 0) TensorPrimitives.Divide(point, norm, point);
            return row;
        }, _ => { });
        return points;
    }

    /// <returns>The mean, with its sign turned.</returns>
    private static float[] Centre(float[] values, int length)
    {
        var mean = new float[length];
        for (var start = 0; start < values.Length; start += length) TensorPrimitives.Add(mean, values.AsSpan(start, length), mean);
        TensorPrimitives.Multiply(mean, -1f * length / Math.Max(values.Length, length), mean);
        for (var start = 0; start < values.Length; start += length)
        {
            var row = values.AsSpan(start, length);
            TensorPrimitives.Add(row, mean, row);
        }

        return mean;
    }
}
