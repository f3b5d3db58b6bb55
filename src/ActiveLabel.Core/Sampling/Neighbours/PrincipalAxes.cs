using System.Numerics.Tensors;

namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>
/// The directions in which points vary most, by subspace iteration from a random start (Halko, Martinsson and Tropp 2011,
/// "Finding structure with randomness", algorithms 4.4 and 5.1).
/// </summary>
internal static class PrincipalAxes
{
    /// <summary>Directions tried beyond those wanted: the last wanted ones come out right by them.</summary>
    private const int Spare = 8;

    private const int Iterations = 4;

    /// <summary>Points from which the directions are found; of more, these are enough.</summary>
    public const int MostPoints = 4_000;

    /// <param name="points">[n, d] row-major, centred.</param>
    /// <param name="length">d.</param>
    /// <param name="count">Directions wanted; no more than n or d come.</param>
    /// <returns>Axes [m, d] row-major and orthonormal, the greatest variance first, and along each the root of the sum of squares [m].</returns>
    public static (float[] Axes, float[] Reach) Of(float[] points, int length, int count, int seed, CancellationToken cancel)
    {
        var n = Math.Min(points.Length / length, MostPoints);
        var wanted = Math.Min(count, Math.Min(n, length));
        var tried = Math.Min(wanted + Spare, Math.Min(n, length));
        var axes = new float[tried * length];
        var random = new Random(seed);
        for (var i = 0; i < axes.Length; i++) axes[i] = (float)(random.NextDouble() - 0.5);
        Orthonormalise(axes, length);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            axes = Covary(points, n, length, axes, cancel);
            Orthonormalise(axes, length);
        }

        // Within the subspace the directions are those of a small symmetric matrix.
        var covaried = Covary(points, n, length, axes, cancel);
        var small = new double[tried, tried];
        for (var i = 0; i < tried; i++)
        {
            for (var j = 0; j < tried; j++)
                small[i, j] = TensorPrimitives.Dot(Row(axes, i, length), Row(covaried, j, length));
        }

        var (values, vectors) = SymmetricEigen.Of(small);
        var turned = new float[wanted * length];
        for (var i = 0; i < wanted; i++)
        {
            for (var j = 0; j < tried; j++)
            {
                var row = turned.AsSpan(i * length, length);
                TensorPrimitives.MultiplyAdd(Row(axes, j, length), (float)vectors[j, i], row, row);
            }
        }

        return (turned, [.. values.Take(wanted).Select(v => (float)Math.Sqrt(Math.Max(v, 0)))]);
    }

    /// <returns>[l, d]: the points' covariance, times n, applied to each direction [l, d]. Added up in the same order on any number of threads.</returns>
    private static float[] Covary(float[] points, int n, int length, float[] directions, CancellationToken cancel)
    {
        var result = new float[directions.Length];
        Parallel.For(0, directions.Length / length, BackgroundThreads.Loop(cancel), j =>
        {
            var direction = Row(directions, j, length);
            var sum = result.AsSpan(j * length, length);
            for (var i = 0; i < n; i++)
            {
                var point = Row(points, i, length);
                TensorPrimitives.MultiplyAdd(point, TensorPrimitives.Dot(point, direction), sum, sum);
            }
        });
        return result;
    }

    /// <summary>Gram and Schmidt, twice, for what the first pass leaves of rounding. A direction that depends on those before becomes zero.</summary>
    private static void Orthonormalise(float[] axes, int length)
    {
        for (var i = 0; i * length < axes.Length; i++)
        {
            var axis = axes.AsSpan(i * length, length);
            var before = TensorPrimitives.Norm<float>(axis);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                {
                    var other = Row(axes, j, length);
                    TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot(axis, other), axis, axis);
                }
            }

            var norm = TensorPrimitives.Norm<float>(axis);
            if (norm > 1e-5f * before) TensorPrimitives.Divide(axis, norm, axis);
            else axis.Clear();
        }
    }

    private static ReadOnlySpan<float> Row(float[] values, int row, int length) => values.AsSpan(row * length, length);
}
