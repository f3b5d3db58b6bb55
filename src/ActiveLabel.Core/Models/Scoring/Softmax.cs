using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace ActiveLabel.Core.Models.Scoring;

/// <summary>p(k) = e^s(k) / sum_j e^s(j) of a block of vectors at once, so that few classes are no short loops.</summary>
internal static class Softmax
{
    /// <summary>
    /// Vectors to which a block is filled up: with as many as the widest register holds floats, every one of them is
    /// computed in registers, and none by the library's loop for what is left, whose last bit can differ.
    /// </summary>
    public const int Multiple = 16;

    /// <param name="scores">[K, stride], one class after the other, and room for 2 * stride values at the end; overwritten.</param>
    /// <param name="stride">A multiple of <see cref="Multiple"/>, the count or more. What stands beyond the count does not matter.</param>
    /// <param name="probabilities">[count, K]; NaN throughout where a score is no finite number, but for one of minus infinity, which is 0.</param>
    public static void Compute(Span<float> scores, int classCount, int stride, Span<float> probabilities)
    {
        var greatest = scores[^stride..];
        var sums = scores[^(2 * stride)..^stride];

        // Of what is left after the greatest is taken off: e^0 at most, so that nothing overflows.
        scores[..stride].CopyTo(greatest);
        for (var k = 1; k < classCount; k++)
        {
            TensorPrimitives.Max<float>(greatest, Of(scores, k), greatest);
        }

        for (var k = 0; k < classCount; k++)
        {
            TensorPrimitives.Subtract(Of(scores, k), greatest, Of(scores, k));
        }

        var all = scores[..(classCount * stride)];
        TensorPrimitives.Exp(all, all);
        scores[..stride].CopyTo(sums);
        for (var k = 1; k < classCount; k++)
        {
            TensorPrimitives.Add(sums, Of(scores, k), sums);
        }

        for (var k = 0; k < classCount; k++)
        {
            TensorPrimitives.Divide(Of(scores, k), sums, Of(scores, k));
        }

        Turn(scores, stride, classCount, probabilities);

        Span<float> Of(Span<float> values, int k) => values.Slice(k * stride, stride);
    }

    /// <summary>From [K, stride] to [count, K], a few vectors at a time: of many classes, what is read and what is written stays in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(ReadOnlySpan<float> scores, int stride, int classCount, Span<float> probabilities)
    {
        var count = probabilities.Length / classCount;
        for (var first = 0; first < count; first += Multiple)
        {
            var some = Math.Min(Multiple, count - first);
            var rows = probabilities.Slice(first * classCount, some * classCount);
            for (var k = 0; k < classCount; k++)
            {
                var column = scores.Slice((k * stride) + first, some);
                var place = k;
                foreach (var p in column)
                {
                    rows[place] = p;
                    place += classCount;
                }
            }
        }
    }
}
