using System.Numerics.Tensors;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Learning.Softmax;

/// <summary>
/// Between a model and the optimiser's point: weights [K, d] and biases [K] of the present classes, over columns that have
/// lost their means.
/// </summary>
internal sealed class SoftmaxParameters(SoftmaxRows rows, Columns columns)
{
    private readonly int _d = rows.VectorLength;
    private readonly int _classes = rows.Present.Count;

    /// <summary>The point of a model, or else the one without weights, at which each class has its share of the rows.</summary>
    public double[] Start(LinearModel? model)
    {
        var point = new double[(_classes * _d) + _classes];
        var shares = Shares();
        for (var k = 0; k < _classes; k++)
        {
            var bias = Math.Log(shares[k]);
            if (model is not null && float.IsFinite(model.Bias[rows.Present[k]]))
            {
                for (var j = 0; j < _d; j++)
                {
                    // Its columns may have been scaled by other factors.
                    var weight = model.Weights[(rows.Present[k] * _d) + j] * (double)model.Scale[j];
                    point[(k * _d) + j] = columns.Scale[j] == 0 ? 0 : weight / columns.Scale[j];
                }

                bias = model.Bias[rows.Present[k]] + TensorPrimitives.Dot<double>(point.AsSpan(k * _d, _d), columns.Mean);
            }

            point[(_classes * _d) + k] = bias;
        }

        return point;
    }

    /// <summary>1 / the diagonal of the Hessian where all classes are equally probable.</summary>
    public double[] InverseDiagonal(double l2)
    {
        var mass = TensorPrimitives.Sum<float>(rows.Weights) * (1.0 / _classes) * (1 - (1.0 / _classes));
        var diagonal = new double[(_classes * _d) + _classes];
        diagonal.AsSpan(_classes * _d).Fill(mass > 0 ? 1 / mass : 1);
        for (var j = 0; j < _d; j++)
        {
            // Rows outside the sample may differ where those in it are all the same.
            var curvature = (mass * Math.Max(columns.Variance[j], 1e-6)) + l2;
            for (var k = 0; k < _classes; k++)
            {
                diagonal[(k * _d) + j] = curvature > 0 ? 1 / curvature : 1;
            }
        }

        return diagonal;
    }

    /// <param name="classCount">Also of classes that no row has: those get the bias minus infinity.</param>
    public LinearModel ToModel(ReadOnlySpan<double> point, int classCount)
    {
        var weights = new float[classCount * _d];
        var bias = Enumerable.Repeat(float.NegativeInfinity, classCount).ToArray();
        for (var k = 0; k < _classes; k++)
        {
            var row = point.Slice(k * _d, _d);
            TensorPrimitives.ConvertTruncating(row, weights.AsSpan(rows.Present[k] * _d, _d));
            bias[rows.Present[k]] = (float)(point[(_classes * _d) + k] - TensorPrimitives.Dot(row, columns.Mean));
        }

        return new LinearModel(_d, classCount, columns.Scale, weights, bias);
    }

    /// <summary>[K] share of each class in the rows' weight.</summary>
    private double[] Shares()
    {
        var shares = new double[_classes];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var k = 0; k < _classes; k++)
            {
                shares[k] += rows.Targets[(i * rows.PaddedClasses) + k];
            }
        }

        var sum = shares.Sum();
        return [.. shares.Select(s => Math.Max(s / sum, 1e-9))];
    }
}
