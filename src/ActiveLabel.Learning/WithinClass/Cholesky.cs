using System.Numerics.Tensors;

namespace ActiveLabel.Learning.WithinClass;

/// <summary>The lower triangle L of a positive definite matrix A = L Lᵀ, and what is reached through it.</summary>
internal static class Cholesky
{
    /// <summary>Rows of a column from which threads are worth their start.</summary>
    private const int MuchWork = 512 * 512;

    /// <summary>Puts L in the place of A's lower triangle.</summary>
    /// <param name="matrix">[d, d] row-major; only its lower triangle is read.</param>
    /// <exception cref="ArgumentException">The matrix is not positive definite.</exception>
    public static void Factor(float[] matrix, int length, ParallelOptions how)
    {
        for (var j = 0; j < length; j++)
        {
            var column = j;
            var before = matrix.AsMemory(j * length, j);
            var pivot = matrix[(j * length) + j] - TensorPrimitives.SumOfSquares<float>(before.Span);
            if (!(pivot > 0))
                throw new ArgumentException($"The matrix is not positive definite: pivot {j} is {pivot}.", nameof(matrix));

            var root = MathF.Sqrt(pivot);
            matrix[(j * length) + j] = root;
            if ((long)(length - j) * j < MuchWork)
            {
                for (var i = j + 1; i < length; i++) Below(i);
            }
            else
            {
                Parallel.For(j + 1, length, how, Below);
            }

            void Below(int i)
            {
                ref var value = ref matrix[(i * length) + column];
                value = (value - TensorPrimitives.Dot<float>(matrix.AsSpan(i * length, column), before.Span)) / root;
            }
        }
    }

    /// <summary>Puts L⁻¹ x in the place of x.</summary>
    public static void Solve(ReadOnlySpan<float> lower, Span<float> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var row = lower.Slice(i * x.Length, i + 1);
            x[i] = (x[i] - TensorPrimitives.Dot<float>(row[..i], x[..i])) / row[i];
        }
    }

    /// <summary>Puts L⁻ᵀ x in the place of x.</summary>
    public static void SolveTransposed(ReadOnlySpan<float> lower, Span<float> x)
    {
        for (var i = x.Length - 1; i >= 0; i--)
        {
            var row = lower.Slice(i * x.Length, i + 1);
            x[i] /= row[i];
            TensorPrimitives.MultiplyAdd(row[..i], -x[i], x[..i], x[..i]);
        }
    }
}
