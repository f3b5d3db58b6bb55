using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActiveLabel.Core.Models.Scoring;

/// <summary>Scores before the softmax: Bias[k] + sum_j Weights[k, j] * Scale[j] * x[j], two vectors and four classes at a time.</summary>
internal abstract class ScoreKernel
{
    /// <summary>Classes of one tile. With two vectors they fill eight registers: as many sums as a processor has in flight.</summary>
    public const int TileClasses = 4;

    private protected ScoreKernel(LinearModel model, int lanes)
    {
        ClassCount = model.ClassCount;
        PaddedLength = Math.Max(model.VectorLength, lanes);
        TileCount = (model.ClassCount + TileClasses - 1) / TileClasses;
    }

    public int ClassCount { get; }

    public int TileCount { get; }

    /// <summary>Values that a vector given to <see cref="Score"/> has: its own, and zeros after them where it is shorter than a register.</summary>
    public int PaddedLength { get; }

    /// <summary>For the widest registers that this processor computes with.</summary>
    public static ScoreKernel For(LinearModel model) =>
        Vector512.IsHardwareAccelerated ? new ScoreKernel<Vector512<float>, Lanes512>(model)
        : Vector256.IsHardwareAccelerated ? new ScoreKernel<Vector256<float>, Lanes256>(model)
        : new ScoreKernel<Vector128<float>, Lanes128>(model);

    /// <summary>Four classes' scores of two vectors: class k of the tile to k * stride, the second vector's to the place after.</summary>
    /// <param name="first">[<see cref="PaddedLength"/>].</param>
    /// <param name="second">[<see cref="PaddedLength"/>]; the first again where there is no second. A score does not depend on its partner.</param>
    /// <param name="tile">From 0 to <see cref="TileCount"/>.</param>
    /// <param name="scores">At least 3 * stride + 2 long.</param>
    public abstract void Score(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int tile, Span<float> scores, int stride);
}

/// <inheritdoc/>
internal sealed class ScoreKernel<TVector, TLanes> : ScoreKernel
    where TVector : struct
    where TLanes : ILanes<TVector>
{
    /// <summary>[tile, chunk, class of the tile, lane]: in the order in which they are read.</summary>
    private readonly float[] _weights;

    /// <summary>[tile, class of the tile].</summary>
    private readonly float[] _bias;

    private readonly int _chunks;

    public ScoreKernel(LinearModel model)
        : base(model, TLanes.Count)
    {
        var length = model.VectorLength;
        _chunks = (PaddedLength + TLanes.Count - 1) / TLanes.Count;
        _weights = new float[TileCount * _chunks * TileClasses * TLanes.Count];
        _bias = new float[TileCount * TileClasses];
        for (var k = 0; k < model.ClassCount; k++)
        {
            _bias[k] = model.Bias[k];
            for (var j = 0; j < length; j++)
            {
                // The last chunk ends with the vector and so begins inside the one before: what both read counts in the
                // first only. Its weight in the last is zero, which changes no finite sum and leaves what is not finite so.
                var chunk = j / TLanes.Count;
                var lane = j - Start(chunk);
                var place = (((((k / TileClasses) * _chunks) + chunk) * TileClasses) + (k % TileClasses)) * TLanes.Count;
                // The scale belongs to the column, so it can be folded into the weights once instead of into every vector.
                _weights[place + lane] = model.Weights[(k * length) + j] * model.Scale[j];
            }
        }
    }

    private int Start(int chunk) => Math.Min(chunk * TLanes.Count, PaddedLength - TLanes.Count);

    // At once as fast as it gets: most pools are scored before the runtime would think of compiling it again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Score(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int tile, Span<float> scores, int stride)
    {
        // Nothing below checks any bounds: these do.
        ref var a = ref MemoryMarshal.GetReference(first[..PaddedLength]);
        ref var b = ref MemoryMarshal.GetReference(second[..PaddedLength]);
        var tileWeights = _chunks * TileClasses * TLanes.Count;
        ref var w = ref MemoryMarshal.GetReference(_weights.AsSpan(tile * tileWeights, tileWeights));

        TVector a0 = default, a1 = default, a2 = default, a3 = default;
        TVector b0 = default, b1 = default, b2 = default, b3 = default;
        var width = (nuint)TLanes.Count;
        var last = (nuint)PaddedLength - width;
        nuint at = 0, weight = 0;
        for (var chunk = _chunks; chunk > 0; chunk--)
        {
            var x = TLanes.Load(ref a, at);
            var y = TLanes.Load(ref b, at);

            var v = TLanes.Load(ref w, weight);
            a0 = TLanes.MultiplyAdd(x, v, a0);
            b0 = TLanes.MultiplyAdd(y, v, b0);
            v = TLanes.Load(ref w, weight + width);
            a1 = TLanes.MultiplyAdd(x, v, a1);
            b1 = TLanes.MultiplyAdd(y, v, b1);
            v = TLanes.Load(ref w, weight + (2 * width));
            a2 = TLanes.MultiplyAdd(x, v, a2);
            b2 = TLanes.MultiplyAdd(y, v, b2);
            v = TLanes.Load(ref w, weight + (3 * width));
            a3 = TLanes.MultiplyAdd(x, v, a3);
            b3 = TLanes.MultiplyAdd(y, v, b3);

            at = Math.Min(at + width, last);
            weight += 4 * width;
        }

        var bias = _bias.AsSpan(tile * TileClasses, TileClasses);
        Put(a0, b0, bias[0], scores);
        Put(a1, b1, bias[1], scores[stride..]);
        Put(a2, b2, bias[2], scores[(2 * stride)..]);
        Put(a3, b3, bias[3], scores[(3 * stride)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector first, TVector second, float bias, Span<float> scores)
    {
        scores[1] = TLanes.Sum(second) + bias;
        scores[0] = TLanes.Sum(first) + bias;
    }
}
