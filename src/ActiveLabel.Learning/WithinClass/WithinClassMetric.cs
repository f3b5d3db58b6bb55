using ActiveLabel.Core;
using System.Numerics.Tensors;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Learning.WithinClass;

/// <summary>
/// Coordinates in which images of one class differ as much in one direction as in any other: what varies within classes
/// (light, place, grain) counts for less, so that little is needed to tell the classes apart. Within-class covariance
/// normalisation (Hatch, Kajarekar and Stolcke 2006), the covariance shrunk half-way to a multiple of the identity (Ledoit
/// and Wolf 2004, with a fixed share): z = L⁻¹ (s x - c) / u with L Lᵀ = (1 - h) S + h tr(S)/d I. The unit u makes the mean
/// squared distance of an image from its class's mean 1.
/// </summary>
internal sealed class WithinClassMetric
{
    /// <summary>h, by measurement (docs/evaluation.md): a third to two thirds do nearly the same.</summary>
    private const float Shrinkage = 0.5f;

    /// <summary>Labelled rows from which the covariance is estimated; of more, so many spread evenly are enough.</summary>
    private const int MostRows = 4_000;

    /// <summary>Columns beyond which the matrix would take more time and memory than all the rest.</summary>
    private const int MostColumns = 4_096;

    private readonly float[] _scale;
    private readonly float[] _centre;
    private readonly float[] _lower;
    private readonly ParallelOptions _how;

    private WithinClassMetric(float[] scale, float[] centre, float[] lower, ParallelOptions how) =>
        (_scale, _centre, _lower, _how) = (scale, centre, lower, how);

    /// <param name="weights">Whether each class has the same say in the covariance.</param>
    /// <returns>Null where no image differs from its class's mean, and for very long vectors.</returns>
    /// <exception cref="ActiveLabel.Core.WrongUseException">A feature is not finite.</exception>
    public static WithinClassMetric? Of(TrainingSet set, ClassWeights weights, int threads, CancellationToken cancel)
    {
        var d = set.VectorLength;
        if (d > MostColumns)
            return null;

        var how = BackgroundThreads.Loop(cancel, threads);
        var scale = ColumnScaling.Fit(set.Features.Span, d);
        var step = Math.Max(1, (set.Count + MostRows - 1) / MostRows);
        int[] rows = [.. Enumerable.Range(0, set.Count).Where(i => i % step == 0)];
        var (residuals, centre) = Residuals(set, rows, scale, weights);
        var lower = Covariance(residuals, rows.Length, d, how);
        var trace = 0.0;
        for (var j = 0; j < d; j++) trace += lower[(j * d) + j];
        if (!(trace > 1e-12))
            return null;

        TensorPrimitives.Multiply(lower, 1 - Shrinkage, lower);
        for (var j = 0; j < d; j++) lower[(j * d) + j] += (float)(Shrinkage * trace / d);
        Cholesky.Factor(lower, d, how);
        var metric = new WithinClassMetric(scale, centre, lower, how);
        TensorPrimitives.Multiply(lower, metric.UnitOf(residuals, rows.Length), lower);
        return metric;
    }

    /// <param name="features">[n, d] unscaled.</param>
    /// <returns>[n, d] in these coordinates.</returns>
    public float[] Turn(ReadOnlyMemory<float> features)
    {
        var d = _scale.Length;
        var turned = new float[features.Length];
        Parallel.For(0, features.Length / d, _how, i =>
        {
            var row = turned.AsSpan(i * d, d);
            TensorPrimitives.Multiply(features.Span.Slice(i * d, d), _scale, row);
            TensorPrimitives.Subtract(row, _centre, row);
            Cholesky.Solve(_lower, row);
        });
        return turned;
    }

    /// <summary>The model of vectors as they are, from one of turned vectors.</summary>
    public LinearModel Back(LinearModel model)
    {
        var d = model.VectorLength;
        var (weights, bias) = (new float[model.ClassCount * d], model.Bias.ToArray());
        for (var k = 0; k < model.ClassCount; k++)
        {
            var row = weights.AsSpan(k * d, d);
            for (var j = 0; j < d; j++) row[j] = model.Weights[(k * d) + j] * model.Scale[j];
            Cholesky.SolveTransposed(_lower, row);
            bias[k] -= TensorPrimitives.Dot<float>(row, _centre);
        }

        return new LinearModel(d, model.ClassCount, _scale, weights, bias);
    }

    /// <summary>Each row less its class's mean, times the root of its share in the covariance; as columns [d, n], and the mean of all rows [d].</summary>
    private static (float[] Residuals, float[] Centre) Residuals(TrainingSet set, int[] rows, float[] scale, ClassWeights weights)
    {
        var (d, n) = (set.VectorLength, rows.Length);
        var (sums, all, counts) = (new double[set.ClassCount][], new double[d], new int[set.ClassCount]);
        var (row, wide) = (new float[d], new double[d]);
        foreach (var i in rows)
        {
            Scaled(i);
            TensorPrimitives.ConvertTruncating<float, double>(row, wide);
            var sum = sums[set.Classes[i]] ??= new double[d];
            TensorPrimitives.Add<double>(sum, wide, sum);
            TensorPrimitives.Add<double>(all, wide, all);
            counts[set.Classes[i]]++;
        }

        var (classes, means) = (counts.Count(c => c > 0), new float[set.ClassCount][]);
        for (var k = 0; k < means.Length; k++)
        {
            if (counts[k] > 0) means[k] = [.. sums[k].Select(s => (float)(s / counts[k]))];
        }

        var residuals = new float[d * n];
        foreach (var (at, i) in rows.Index())
        {
            var k = set.Classes[i];
            Scaled(i);
            TensorPrimitives.Subtract(row, means[k], row);
            TensorPrimitives.Multiply(row, MathF.Sqrt(weights == ClassWeights.Balanced ? 1f / (classes * counts[k]) : 1f / n), row);
            for (var j = 0; j < d; j++) residuals[(j * n) + at] = row[j];
        }

        return (residuals, [.. all.Select(s => (float)(s / n))]);

        void Scaled(int i) => TensorPrimitives.Multiply(set.Features.Span.Slice(i * d, d), scale, row);
    }

    private static float[] Covariance(float[] residuals, int n, int d, ParallelOptions how)
    {
        var covariance = new float[d * d];
        Parallel.For(0, d, how, i =>
        {
            for (var j = 0; j <= i; j++)
                covariance[(i * d) + j] = TensorPrimitives.Dot<float>(residuals.AsSpan(i * n, n), residuals.AsSpan(j * n, n));
        });
        return covariance;
    }

    /// <summary>Root of the residuals' mean squared length.</summary>
    private float UnitOf(float[] residuals, int n)
    {
        var d = _scale.Length;
        var squares = new double[n];
        Parallel.For(0, n, _how, i =>
        {
            var row = new float[d];
            for (var j = 0; j < d; j++) row[j] = residuals[(j * n) + i];
            Cholesky.Solve(_lower, row);
            squares[i] = TensorPrimitives.SumOfSquares<float>(row);
        });
        return (float)Math.Sqrt(squares.Sum());
    }
}
