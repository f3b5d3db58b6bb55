using System.Numerics;
using System.Numerics.Tensors;

namespace ActiveLabel.Learning.Softmax;

/// <summary>
/// The smooth part of what is minimised and its gradient:
/// sum_i (w_i ln sum_k e^z_ik - sum_k t_ik z_ik) + L2/2 |W|^2 with z_ik = b_k + sum_j W_kj (s_j x_ij - m_j), w the rows'
/// weights, t the targets (they sum to w), s the columns' factors and m their means.
/// </summary>
/// <remarks>
/// Taking the means off changes no optimum, since the biases are free; it spares the optimiser the long valley between the
/// biases and the weights of columns that are all positive. Products are of floats, sums over the rows of doubles. The rows
/// are cut into parts by their number alone and the parts added in order, so that the threads change no bit.
/// </remarks>
internal sealed class SoftmaxObjective : IPieces
{
    private const int MostParts = 32;

    /// <summary>Values that the gradients of all parts may hold together.</summary>
    private const long MostValues = 16_777_216;

    private readonly SoftmaxRows _rows;
    private readonly Columns _columns;
    private readonly double _l2;
    private readonly Team _team;
    private readonly CancellationToken _cancel;
    private readonly int _d;
    private readonly int _classes;
    private readonly float[] _weights;
    private readonly float[] _offsets;
    private readonly Part[] _parts;
    private readonly Reduction _reduction;

    public SoftmaxObjective(SoftmaxRows rows, Columns columns, double l2, Team team, CancellationToken cancel)
    {
        (_rows, _columns, _l2, _team, _cancel) = (rows, columns, l2, team, cancel);
        (_d, _classes) = (rows.VectorLength, rows.Present.Count);
        var padded = rows.PaddedClasses;
        _weights = new float[padded * _d];
        _offsets = new float[padded];

        // A class that no row has must not count in any sum: e^-1e30 is 0.
        _offsets.AsSpan(_classes).Fill(-1e30f);
        var count = (int)Math.Clamp(MostValues / ((long)padded * _d), 1, Math.Min(MostParts, rows.Blocks.Count));
        var room = (rows.Blocks.Max(b => b.Rows) + RowKernel.Rows - 1) / RowKernel.Rows * RowKernel.Rows;
        _parts = [.. Enumerable.Range(0, count).Select(_ => new Part(new float[padded * _d], new double[padded], new float[room * padded]))];
        _reduction = new Reduction(this);
    }

    /// <summary>K d + K: the weights [K, d], then the biases [K], both of the present classes.</summary>
    public int Length => (_classes * _d) + _classes;

    /// <summary>How many of them are weights: those have penalties.</summary>
    public int Penalised => _classes * _d;

    /// <summary>Sum of the rows' weights.</summary>
    public double Mass => TensorPrimitives.Sum<float>(_rows.Weights);

    /// <summary>Value at a point; its gradient [K d + K] goes into <paramref name="gradient"/>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: what is in <paramref name="gradient"/> then means nothing.</exception>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        for (var k = 0; k < _classes; k++)
        {
            var weights = point.Slice(k * _d, _d);
            for (var j = 0; j < _d; j++)
            {
                _weights[(k * _d) + j] = (float)(weights[j] * _columns.Applied[j]);
            }

            _offsets[k] = (float)(point[Penalised + k] - TensorPrimitives.Dot(weights, _columns.Mean));
        }

        _team.Run(this, _parts.Length);
        _cancel.ThrowIfCancellationRequested();
        _team.Run(_reduction, _classes);

        var loss = 0.0;
        foreach (var part in _parts)
        {
            loss += part.Loss;
        }

        for (var k = 0; k < _classes; k++)
        {
            var sum = 0.0;
            foreach (var part in _parts)
            {
                sum += part.Sums[k];
            }

            gradient[Penalised + k] = sum;
            var row = gradient.Slice(k * _d, _d);
            var all = _reduction.Gradient.AsSpan(k * _d, _d);
            for (var j = 0; j < _d; j++)
            {
                // A column without a factor may hold what no sum of floats can.
                row[j] = _columns.Applied[j] == 0 ? 0 : (_columns.Applied[j] * all[j]) - (_columns.Mean[j] * sum);
            }
        }

        var penalised = point[..Penalised];
        TensorPrimitives.MultiplyAdd(penalised, _l2, gradient[..Penalised], gradient[..Penalised]);
        return loss + (_l2 / 2 * TensorPrimitives.SumOfSquares(penalised));
    }

    /// <summary>One part of the rows.</summary>
    public void Do(int piece)
    {
        var part = _parts[piece];
        part.Clear();
        var (from, to) = (_rows.Blocks.Count * piece / _parts.Length, _rows.Blocks.Count * (piece + 1) / _parts.Length);
        for (var b = from; b < to && !_cancel.IsCancellationRequested; b++)
        {
            var block = _rows.Blocks[b];
            var x = block.Features.Span;
            RowKernel.Score(x, block.Rows, _d, _weights, _offsets, part.Scores);
            part.Loss += Residuals(block, part.Scores, part.Sums);
            RowKernel.Gather(x, block.Rows, _d, part.Scores, _offsets.Length, part.Gradient);
        }
    }

    /// <summary>Turns the scores of a block into residuals w p - t and adds those up by class.</summary>
    /// <returns>The block's loss.</returns>
    private double Residuals(SoftmaxRows.Block block, Span<float> scores, Span<double> sums)
    {
        var (classes, loss) = (_offsets.Length, 0.0);
        var used = scores[..(block.Rows * classes)];
        var targets = _rows.Targets.AsSpan(block.First * classes, used.Length);
        for (var r = 0; r < used.Length; r += classes)
        {
            var best = used[r];
            for (var k = 1; k < _classes; k++)
            {
                best = Math.Max(best, used[r + k]);
            }

            for (var k = 0; k < classes; k++)
            {
                used[r + k] -= best;
                loss -= targets[r + k] * (double)used[r + k];
            }
        }

        TensorPrimitives.Exp(used, used);
        for (var r = 0; r < block.Rows; r++)
        {
            var row = used.Slice(r * classes, classes);
            var aims = targets.Slice(r * classes, classes);
            var sum = 0f;
            foreach (var e in row)
            {
                sum += e;
            }

            var weight = _rows.Weights[block.First + r];
            loss += weight * Math.Log(sum);
            var share = weight / sum;
            for (var k = 0; k < classes; k++)
            {
                row[k] = (row[k] * share) - aims[k];
                sums[k] += row[k];
            }
        }

        scores[used.Length..].Clear();
        return loss;
    }

    /// <summary>What one part of the rows adds, and the scores of the block that it is at.</summary>
    private sealed class Part(float[] gradient, double[] sums, float[] scores)
    {
        public float[] Gradient => gradient;

        public double[] Sums => sums;

        public float[] Scores => scores;

        public double Loss { get; set; }

        public void Clear()
        {
            gradient.AsSpan().Clear();
            sums.AsSpan().Clear();
            Loss = 0;
        }
    }

    /// <summary>Adds up the parts' gradients, a class at a time.</summary>
    private sealed class Reduction(SoftmaxObjective objective) : IPieces
    {
        /// <summary>[K, d].</summary>
        public double[] Gradient { get; } = new double[objective._classes * objective._d];

        public void Do(int piece)
        {
            var (start, d) = (piece * objective._d, objective._d);
            var sum = Gradient.AsSpan(start, d);
            sum.Clear();
            foreach (var part in objective._parts)
            {
                var more = part.Gradient.AsSpan(start, d);
                var j = 0;
                for (; j <= d - Vector<float>.Count; j += Vector<float>.Count)
                {
                    Vector.Widen(new Vector<float>(more[j..]), out var low, out var high);
                    (new Vector<double>(sum[j..]) + low).CopyTo(sum[j..]);
                    (new Vector<double>(sum[(j + Vector<double>.Count)..]) + high).CopyTo(sum[(j + Vector<double>.Count)..]);
                }

                for (; j < d; j++)
                {
                    sum[j] += more[j];
                }
            }
        }
    }
}
