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

    public void Write(BinaryWriter writer)
    {
        writer.Write(PointLength);
        Floats.Write(writer, _scale);
        Floats.Write(writer, _mean);
        Floats.Write(writer, _axes);
    }

    public static Whitening Read(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        return new Whitening(Floats.Read(reader), Floats.Read(reader), Floats.Read(reader), length);
    }

    public ReadOnlySpan<float> Scale => _scale;

    public ReadOnlySpan<float> Mean => _mean;

    public ReadOnlySpan<float> Axes => _axes;

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
        Parallel.For(0, vectors.Count, BackgroundThreads.Loop(cancel), () => new float[_scale.Length], (i, _, row) =>
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

    /// <summary>A vector x has with a point p, before it is brought to length one, the inner product <c>Weights</c> x + <c>Bias</c>.</summary>
    /// <param name="point">[<see cref="PointLength"/>].</param>
    public (float[] Weights, float Bias) Fold(ReadOnlySpan<float> point)
    {
        var weights = new float[_scale.Length];
        for (var j = 0; j < point.Length; j++)
            TensorPrimitives.MultiplyAdd(_axes.AsSpan(j * weights.Length, weights.Length), point[j], weights, weights);
        var bias = TensorPrimitives.Dot<float>(weights, _mean);
        TensorPrimitives.Multiply(weights, _scale, weights);
        return (weights, bias);
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
