using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActiveLabel.Vision.Resizing;

/// <summary>
/// From rows of RGBA pixels to one row of each of the three colour planes: weighted sum, rounded to 8 bits and
/// equal to Pillow's to the bit, then level * factor + offset of its channel.
/// </summary>
internal static class VerticalPass
{
    /// <param name="rows">The rows to be weighed, [weights, <paramref name="red"/>.Length].</param>
    public static void Resize(
        ReadOnlySpan<uint> rows, ReadOnlySpan<int> weights, in ChannelScaling scaling,
        Span<float> red, Span<float> green, Span<float> blue)
    {
        var width = red.Length;
        Debug.Assert(rows.Length == width * weights.Length, "A weight for each row.");
        var step = Vector<float>.Count;
        if (width < step)
        {
            for (var x = 0; x < width; x++) One(rows, weights, scaling, x, red, green, blue);
            return;
        }
        // The last step reaches back over pixels that are done already rather than past the end.
        for (var x = 0; ; x = Math.Min(x + step, width - step))
        {
            Several(rows, weights, scaling, x, red, green, blue);
            if (x == width - step) return;
        }
    }

    // Compiled well at once: a short run would otherwise be over before the runtime thinks it worth while.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Several(
        ReadOnlySpan<uint> rows, ReadOnlySpan<int> weights, in ChannelScaling scaling, int x,
        Span<float> red, Span<float> green, Span<float> blue)
    {
        var (r, g, b) = (new Vector<int>(FilterTaps.Half), new Vector<int>(FilterTaps.Half), new Vector<int>(FilterTaps.Half));
        var mask = new Vector<uint>(255);
        ref var pixel = ref MemoryMarshal.GetReference(rows);
        for (var i = 0; i < weights.Length; i++)
        {
            var pixels = Vector.LoadUnsafe(ref pixel, (nuint)(i * red.Length + x));
            r += Vector.AsVectorInt32(pixels & mask) * weights[i];
            g += Vector.AsVectorInt32((pixels >>> 8) & mask) * weights[i];
            b += Vector.AsVectorInt32((pixels >>> 16) & mask) * weights[i];
        }
        (Level(r) * scaling.RedFactor + new Vector<float>(scaling.RedOffset)).CopyTo(red[x..]);
        (Level(g) * scaling.GreenFactor + new Vector<float>(scaling.GreenOffset)).CopyTo(green[x..]);
        (Level(b) * scaling.BlueFactor + new Vector<float>(scaling.BlueOffset)).CopyTo(blue[x..]);
    }

    private static void One(
        ReadOnlySpan<uint> rows, ReadOnlySpan<int> weights, in ChannelScaling scaling, int x,
        Span<float> red, Span<float> green, Span<float> blue)
    {
        var (r, g, b) = (FilterTaps.Half, FilterTaps.Half, FilterTaps.Half);
        for (var i = 0; i < weights.Length; i++)
        {
            var pixel = rows[i * red.Length + x];
            r += (int)(pixel & 255) * weights[i];
            g += (int)(pixel >> 8 & 255) * weights[i];
            b += (int)(pixel >> 16 & 255) * weights[i];
        }
        red[x] = Level(r) * scaling.RedFactor + scaling.RedOffset;
        green[x] = Level(g) * scaling.GreenFactor + scaling.GreenOffset;
        blue[x] = Level(b) * scaling.BlueFactor + scaling.BlueOffset;
    }

    // A cubic overshoots, and rounded weights of a very long line may add up to a little more than one.
    private static Vector<float> Level(Vector<int> sum) =>
        Vector.ConvertToSingle(Vector.Max(Vector.Min(sum >> FilterTaps.Precision, new Vector<int>(255)), Vector<int>.Zero));

    private static float Level(int sum) => Math.Clamp(sum >> FilterTaps.Precision, 0, 255);
}
