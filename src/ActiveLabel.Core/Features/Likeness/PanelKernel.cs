using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ActiveLabel.Core.Models.Scoring;

namespace ActiveLabel.Core.Features.Likeness;

/// <summary>
/// Inner products of a few points with a panel of others: the innermost part of a product of two matrices, with as many sums
/// in registers as there are registers (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication").
/// </summary>
internal abstract class PanelKernel
{
    /// <summary>Points that are multiplied with a panel at a time.</summary>
    public const int Rows = 6;

    /// <summary>Points of a panel: two of the widest registers.</summary>
    public const int PanelPoints = 32;

    /// <summary>For the widest registers that this processor computes with.</summary>
    public static PanelKernel Widest { get; } =
        Vector512.IsHardwareAccelerated ? new PanelKernel<Vector512<float>, Lanes512>()
        : Vector256.IsHardwareAccelerated ? new PanelKernel<Vector256<float>, Lanes256>()
        : new PanelKernel<Vector128<float>, Lanes128>();

    /// <param name="points">[<see cref="Rows"/>, <paramref name="length"/>] row-major.</param>
    /// <param name="panel">[<paramref name="length"/>, <see cref="PanelPoints"/>].</param>
    /// <param name="products">[<see cref="Rows"/>, <see cref="PanelPoints"/>]. None depends on what else is multiplied along with it.</param>
    public abstract void Multiply(ReadOnlySpan<float> points, ReadOnlySpan<float> panel, int length, Span<float> products);

    /// <param name="products">[<see cref="PanelPoints"/>] of one point.</param>
    /// <returns>A bit for each product that is greater than the bound, the first's the lowest.</returns>
    public abstract uint Above(ReadOnlySpan<float> products, float bound);
}

/// <inheritdoc/>
internal sealed class PanelKernel<TVector, TLanes> : PanelKernel
    where TVector : struct
    where TLanes : ILanes<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(ReadOnlySpan<float> points, ReadOnlySpan<float> panel, int length, Span<float> products)
    {
        // Nothing below checks any bounds: these do.
        ref var p = ref MemoryMarshal.GetReference(points[..(Rows * length)]);
        ref var q = ref MemoryMarshal.GetReference(panel[..(length * PanelPoints)]);
        ref var sums = ref MemoryMarshal.GetReference(products[..(Rows * PanelPoints)]);
        var width = (nuint)TLanes.Count;
        for (nuint column = 0; column < PanelPoints; column += 2 * width)
        {
            TVector a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
            TVector d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
            var place = column;
            for (var j = 0; j < length; j++)
            {
                var x = TLanes.Load(ref q, place);
                var y = TLanes.Load(ref q, place + width);
                var v = TLanes.Fill(Unsafe.Add(ref p, j));
                a0 = TLanes.MultiplyAdd(v, x, a0);
                a1 = TLanes.MultiplyAdd(v, y, a1);
                v = TLanes.Fill(Unsafe.Add(ref p, j + length));
                b0 = TLanes.MultiplyAdd(v, x, b0);
                b1 = TLanes.MultiplyAdd(v, y, b1);
                v = TLanes.Fill(Unsafe.Add(ref p, j + (2 * length)));
                c0 = TLanes.MultiplyAdd(v, x, c0);
                c1 = TLanes.MultiplyAdd(v, y, c1);
                v = TLanes.Fill(Unsafe.Add(ref p, j + (3 * length)));
                d0 = TLanes.MultiplyAdd(v, x, d0);
                d1 = TLanes.MultiplyAdd(v, y, d1);
                v = TLanes.Fill(Unsafe.Add(ref p, j + (4 * length)));
                e0 = TLanes.MultiplyAdd(v, x, e0);
                e1 = TLanes.MultiplyAdd(v, y, e1);
                v = TLanes.Fill(Unsafe.Add(ref p, j + (5 * length)));
                f0 = TLanes.MultiplyAdd(v, x, f0);
                f1 = TLanes.MultiplyAdd(v, y, f1);
                place += PanelPoints;
            }

            TLanes.Store(a0, ref sums, column);
            TLanes.Store(a1, ref sums, column + width);
            TLanes.Store(b0, ref sums, column + PanelPoints);
            TLanes.Store(b1, ref sums, column + PanelPoints + width);
            TLanes.Store(c0, ref sums, column + (2 * PanelPoints));
            TLanes.Store(c1, ref sums, column + (2 * PanelPoints) + width);
            TLanes.Store(d0, ref sums, column + (3 * PanelPoints));
            TLanes.Store(d1, ref sums, column + (3 * PanelPoints) + width);
            TLanes.Store(e0, ref sums, column + (4 * PanelPoints));
            TLanes.Store(e1, ref sums, column + (4 * PanelPoints) + width);
            TLanes.Store(f0, ref sums, column + (5 * PanelPoints));
            TLanes.Store(f1, ref sums, column + (5 * PanelPoints) + width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Above(ReadOnlySpan<float> products, float bound)
    {
        ref var start = ref MemoryMarshal.GetReference(products[..PanelPoints]);
        var least = TLanes.Fill(bound);
        var above = 0u;
        for (var at = 0; at < PanelPoints; at += TLanes.Count)
            above |= TLanes.Above(TLanes.Load(ref start, (nuint)at), least) << at;
        return above;
    }
}
