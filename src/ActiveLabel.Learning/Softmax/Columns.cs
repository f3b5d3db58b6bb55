using System.Numerics.Tensors;

namespace ActiveLabel.Learning.Softmax;

/// <summary>
/// What is known of the columns before the first step. The factors belong to the model; mean and variance only steer the
/// optimiser (its path, not its goal), so that a sample of the rows is enough for them.
/// </summary>
/// <param name="Scale">[d] factor of each column, as <see cref="ColumnScaling"/> has it; 0 for a column that never changes.</param>
/// <param name="Applied">[d] factor that is still to be applied to the rows: <paramref name="Scale"/>, or 1 where they are scaled already.</param>
/// <param name="Mean">[d] of the scaled columns, each row by its weight.</param>
/// <param name="Variance">[d] of the scaled columns.</param>
internal sealed record Columns(float[] Scale, float[] Applied, double[] Mean, double[] Variance)
{
    private const int Sample = 1024;

    /// <summary>Factors beyond which products of floats with unscaled values could leave a float's range.</summary>
    private const float Extreme = 1e12f;

    /// <exception cref="ActiveLabel.Core.WrongUseException">A value is not finite.</exception>
    public static Columns Of(SoftmaxRows rows, bool asTheyAre, Team team, CancellationToken cancel)
    {
        var scale = new Reaches(rows, cancel).Fit(team);
        if (asTheyAre)
            scale = [.. scale.Select(s => s == 0 ? 0f : 1f)];
        var applied = scale;
        if (scale.Any(s => s is > Extreme or (> 0 and < 1 / Extreme)))
        {
            rows.Scale(scale);
            applied = [.. scale.Select(s => s == 0 ? 0f : 1f)];
        }

        var d = rows.VectorLength;
        var (mean, square, values, row) = (new double[d], new double[d], new double[d], new float[d]);
        var (share, sum) = (uint.MaxValue / (uint)Math.Max(1, rows.Count / Sample), 0.0);
        foreach (var block in rows.Blocks)
        {
            for (var r = 0; r < block.Rows; r++)
            {
                // Multiples of the golden ratio fall evenly, and in step with no order of the classes (Knuth 1998, 6.4).
                if (unchecked((uint)(block.First + r) * 2_654_435_769u) > share) continue;
                var weight = (double)rows.Weights[block.First + r];
                TensorPrimitives.Multiply(block.Row(r, d), applied, row);
                TensorPrimitives.ConvertTruncating<float, double>(row, values);
                TensorPrimitives.MultiplyAdd(values, weight, mean, mean);
                TensorPrimitives.Multiply(values, values, values);
                TensorPrimitives.MultiplyAdd(values, weight, square, square);
                sum += weight;
            }
        }

        for (var j = 0; j < d; j++)
        {
            mean[j] = sum > 0 ? mean[j] / sum : 0;
            square[j] = sum > 0 ? Math.Max(0, (square[j] / sum) - (mean[j] * mean[j])) : 0;
        }

        return new Columns(scale, applied, mean, square);
    }

    /// <summary>Smallest and largest value of each column, over parts of the rows at the same time.</summary>
    private sealed class Reaches(SoftmaxRows rows, CancellationToken cancel) : IPieces
    {
        private const int Pieces = 16;

        private readonly float[]?[] _smallest = new float[Pieces][];
        private readonly float[]?[] _largest = new float[Pieces][];

        public float[] Fit(Team team)
        {
            team.Run(this, Pieces);
            cancel.ThrowIfCancellationRequested();
            float[] smallest = [.. _smallest[^1]!], largest = [.. _largest[^1]!];
            for (var piece = 0; piece < Pieces; piece++)
            {
                if (_smallest[piece] is null) continue;
                TensorPrimitives.Min(smallest, _smallest[piece], smallest);
                TensorPrimitives.Max(largest, _largest[piece], largest);
            }

            if (ColumnScaling.Factors(smallest, largest) is { } factors)
                return factors;

            throw rows.Blocks.Select(b => (b.First, Refusal: ColumnScaling.Refuse(b.Features.Span, rows.VectorLength, b.First)))
                .First(found => found.Refusal is not null).Refusal!;
        }

        public void Do(int piece)
        {
            var (from, to) = (rows.Blocks.Count * piece / Pieces, rows.Blocks.Count * (piece + 1) / Pieces);
            if (from == to) return;
            var first = rows.Blocks[from].Row(0, rows.VectorLength);
            float[] smallest = [.. first], largest = [.. first];
            for (var b = from; b < to && !cancel.IsCancellationRequested; b++)
            {
                for (var r = 0; r < rows.Blocks[b].Rows; r++)
                {
                    // Both keep a NaN once they have met one, so that one look at the end finds whatever is not finite.
                    var row = rows.Blocks[b].Row(r, rows.VectorLength);
                    TensorPrimitives.Min(smallest, row, smallest);
                    TensorPrimitives.Max(largest, row, largest);
                }
            }

            (_smallest[piece], _largest[piece]) = (smallest, largest);
        }
    }
}
