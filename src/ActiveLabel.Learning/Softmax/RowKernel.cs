using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActiveLabel.Learning.Softmax;

/// <summary>
/// The two matrix products of a softmax regression on a few rows at a time: scores = X W^T and gradient += R^T X, in tiles
/// of four rows by two classes that stay in registers. Rows are read where they lie.
/// </summary>
internal static class RowKernel
{
    /// <summary>Scores and residuals have room for a multiple of so many rows.</summary>
    public const int Rows = 4;

    /// <summary>Weights, scores and residuals have room for a multiple of so many classes.</summary>
    public const int Classes = 2;

    /// <summary>Columns of the gradient that are at work at a time: with its classes they stay in the first cache.</summary>
    private const int Strip = 512;

    /// <param name="x">[rows, d].</param>
    /// <param name="rows">Without the room to the next multiple of four: that is filled with scores of the last row.</param>
    /// <param name="d">Columns.</param>
    /// <param name="weights">[classes, d].</param>
    /// <param name="offsets">[classes] added to each score.</param>
    /// <param name="scores">[rows, classes], with room.</param>
    public static void Score(ReadOnlySpan<float> x, int rows, int d, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets, Span<float> scores)
    {
        var classes = offsets.Length;
        for (var r = 0; r < rows; r += Rows)
        {
            var (x0, x1, x2, x3) = Quad(x, r, rows, d);
            for (var k = 0; k < classes; k += Classes)
            {
                Tile(x0, x1, x2, x3, weights.Slice(k * d, d), weights.Slice((k + 1) * d, d), scores[((r * classes) + k)..], classes, offsets[k], offsets[k + 1]);
            }
        }
    }

    /// <summary>Adds residuals^T x to the gradient.</summary>
    /// <param name="x">[rows, d].</param>
    /// <param name="rows">Without the room to the next multiple of four.</param>
    /// <param name="d">Columns.</param>
    /// <param name="residuals">[rows, classes], 0 in the room.</param>
    /// <param name="classes">A multiple of two.</param>
    /// <param name="gradient">[classes, d].</param>
    public static void Gather(ReadOnlySpan<float> x, int rows, int d, ReadOnlySpan<float> residuals, int classes, Span<float> gradient)
    {
        for (var from = 0; from < d; from += Strip)
        {
            var length = Math.Min(Strip, d - from);
            for (var r = 0; r < rows; r += Rows)
            {
                var (x0, x1, x2, x3) = Quad(x, r, rows, d);
                for (var k = 0; k < classes; k += Classes)
                {
                    Spread(
                        x0.Slice(from, length), x1.Slice(from, length), x2.Slice(from, length), x3.Slice(from, length),
                        residuals[((r * classes) + k)..], classes, gradient.Slice((k * d) + from, length), gradient.Slice(((k + 1) * d) + from, length));
                }
            }
        }
    }

    /// <summary>Four rows; past the end the last one again.</summary>
    private static Four Quad(ReadOnlySpan<float> x, int r, int rows, int d) => new(
        x.Slice(r * d, d), x.Slice(Math.Min(r + 1, rows - 1) * d, d), x.Slice(Math.Min(r + 2, rows - 1) * d, d), x.Slice(Math.Min(r + 3, rows - 1) * d, d));

    // Optimised from the first call: the first training of a process is often its only one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(
        ReadOnlySpan<float> row0, ReadOnlySpan<float> row1, ReadOnlySpan<float> row2, ReadOnlySpan<float> row3,
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> scores, int classes, float offset0, float offset1)
    {
        ref var x0 = ref MemoryMarshal.GetReference(row0);
        ref var x1 = ref MemoryMarshal.GetReference(row1);
        ref var x2 = ref MemoryMarshal.GetReference(row2);
        ref var x3 = ref MemoryMarshal.GetReference(row3);
        ref var w0 = ref MemoryMarshal.GetReference(first);
        ref var w1 = ref MemoryMarshal.GetReference(second);
        Vector<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        var whole = first.Length - (first.Length % Vector<float>.Count);
        for (nuint j = 0; j < (nuint)whole; j += (nuint)Vector<float>.Count)
        {
            var v0 = Vector.LoadUnsafe(ref w0, j);
            var v1 = Vector.LoadUnsafe(ref w1, j);
            var x = Vector.LoadUnsafe(ref x0, j);
            s00 = Vector.MultiplyAddEstimate(x, v0, s00);
            s01 = Vector.MultiplyAddEstimate(x, v1, s01);
            x = Vector.LoadUnsafe(ref x1, j);
            s10 = Vector.MultiplyAddEstimate(x, v0, s10);
            s11 = Vector.MultiplyAddEstimate(x, v1, s11);
            x = Vector.LoadUnsafe(ref x2, j);
            s20 = Vector.MultiplyAddEstimate(x, v0, s20);
            s21 = Vector.MultiplyAddEstimate(x, v1, s21);
            x = Vector.LoadUnsafe(ref x3, j);
            s30 = Vector.MultiplyAddEstimate(x, v0, s30);
            s31 = Vector.MultiplyAddEstimate(x, v1, s31);
        }

        scores[0] = Vector.Sum(s00) + offset0;
        scores[1] = Vector.Sum(s01) + offset1;
        scores[classes] = Vector.Sum(s10) + offset0;
        scores[classes + 1] = Vector.Sum(s11) + offset1;
        scores[2 * classes] = Vector.Sum(s20) + offset0;
        scores[(2 * classes) + 1] = Vector.Sum(s21) + offset1;
        scores[3 * classes] = Vector.Sum(s30) + offset0;
        scores[(3 * classes) + 1] = Vector.Sum(s31) + offset1;
        for (var j = whole; j < first.Length; j++)
        {
            scores[0] += row0[j] * first[j];
            scores[1] += row0[j] * second[j];
            scores[classes] += row1[j] * first[j];
            scores[classes + 1] += row1[j] * second[j];
            scores[2 * classes] += row2[j] * first[j];
            scores[(2 * classes) + 1] += row2[j] * second[j];
            scores[3 * classes] += row3[j] * first[j];
            scores[(3 * classes) + 1] += row3[j] * second[j];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(
        ReadOnlySpan<float> row0, ReadOnlySpan<float> row1, ReadOnlySpan<float> row2, ReadOnlySpan<float> row3,
        ReadOnlySpan<float> residuals, int classes, Span<float> first, Span<float> second)
    {
        ref var x0 = ref MemoryMarshal.GetReference(row0);
        ref var x1 = ref MemoryMarshal.GetReference(row1);
        ref var x2 = ref MemoryMarshal.GetReference(row2);
        ref var x3 = ref MemoryMarshal.GetReference(row3);
        ref var g0 = ref MemoryMarshal.GetReference(first);
        ref var g1 = ref MemoryMarshal.GetReference(second);
        var (a0, b0) = (residuals[0], residuals[1]);
        var (a1, b1) = (residuals[classes], residuals[classes + 1]);
        var (a2, b2) = (residuals[2 * classes], residuals[(2 * classes) + 1]);
        var (a3, b3) = (residuals[3 * classes], residuals[(3 * classes) + 1]);
        var (r00, r01, r10, r11) = (new Vector<float>(a0), new Vector<float>(b0), new Vector<float>(a1), new Vector<float>(b1));
        var (r20, r21, r30, r31) = (new Vector<float>(a2), new Vector<float>(b2), new Vector<float>(a3), new Vector<float>(b3));
        var whole = first.Length - (first.Length % Vector<float>.Count);
        for (nuint j = 0; j < (nuint)whole; j += (nuint)Vector<float>.Count)
        {
            var x = Vector.LoadUnsafe(ref x0, j);
            var u = Vector.MultiplyAddEstimate(x, r00, Vector.LoadUnsafe(ref g0, j));
            var v = Vector.MultiplyAddEstimate(x, r01, Vector.LoadUnsafe(ref g1, j));
            x = Vector.LoadUnsafe(ref x1, j);
            u = Vector.MultiplyAddEstimate(x, r10, u);
            v = Vector.MultiplyAddEstimate(x, r11, v);
            x = Vector.LoadUnsafe(ref x2, j);
            u = Vector.MultiplyAddEstimate(x, r20, u);
            v = Vector.MultiplyAddEstimate(x, r21, v);
            x = Vector.LoadUnsafe(ref x3, j);
            u = Vector.MultiplyAddEstimate(x, r30, u);
            v = Vector.MultiplyAddEstimate(x, r31, v);
            Vector.StoreUnsafe(u, ref g0, j);
            Vector.StoreUnsafe(v, ref g1, j);
        }

        for (var j = whole; j < first.Length; j++)
        {
            first[j] += (a0 * row0[j]) + (a1 * row1[j]) + (a2 * row2[j]) + (a3 * row3[j]);
            second[j] += (b0 * row0[j]) + (b1 * row1[j]) + (b2 * row2[j]) + (b3 * row3[j]);
        }
    }

    private readonly ref struct Four(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d)
    {
        private readonly ReadOnlySpan<float> _a = a;
        private readonly ReadOnlySpan<float> _b = b;
        private readonly ReadOnlySpan<float> _c = c;
        private readonly ReadOnlySpan<float> _d = d;

        public void Deconstruct(out ReadOnlySpan<float> a, out ReadOnlySpan<float> b, out ReadOnlySpan<float> c, out ReadOnlySpan<float> d)
        {
            a = _a;
            b = _b;
            c = _c;
            d = _d;
        }
    }
}
