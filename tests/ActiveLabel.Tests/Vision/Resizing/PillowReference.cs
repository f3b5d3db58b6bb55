using ActiveLabel.Core.Features;

namespace ActiveLabel.Tests.Vision.Resizing;

/// <summary>Pillow's antialiased resize as its Resample.c has it, in 22-bit fixed point, one value at a time.</summary>
internal static class PillowReference
{
    private const int Precision = 32 - 8 - 2;

    public static uint[] Resize(ReadOnlySpan<uint> pixels, int width, int height, int newWidth, int newHeight, Interpolation filter = Interpolation.Bilinear)
    {
        var narrowed = new uint[newWidth * height];
        var columns = Weights(width, newWidth, filter);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < newWidth; x++)
                narrowed[y * newWidth + x] = Sum(pixels, columns[x], start: y * width, step: 1);
        var resized = new uint[newWidth * newHeight];
        var rows = Weights(height, newHeight, filter);
        for (var y = 0; y < newHeight; y++)
            for (var x = 0; x < newWidth; x++)
                resized[y * newWidth + x] = Sum(narrowed, rows[y], start: x, step: newWidth);
        return resized;
    }

    private static uint Sum(ReadOnlySpan<uint> line, (int First, int[] Weights) taps, int start, int step)
    {
        var result = 0u;
        for (var shift = 0; shift < 24; shift += 8)
        {
            var sum = 1 << (Precision - 1);
            for (var i = 0; i < taps.Weights.Length; i++)
                sum += (int)(line[start + (taps.First + i) * step] >> shift & 255) * taps.Weights[i];
            result |= (uint)Math.Clamp(sum >> Precision, 0, 255) << shift;
        }
        return result | 0xFF00_0000;
    }

    private static (int First, int[] Weights)[] Weights(int source, int resized, Interpolation filter)
    {
        var scale = (double)source / resized;
        var shrink = Math.Max(scale, 1);
        var support = shrink * (filter == Interpolation.Bicubic ? 2 : 1);
        var taps = new (int, int[])[resized];
        for (var x = 0; x < resized; x++)
        {
            var centre = (x + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(source, (int)(centre + support + 0.5));
            var weights = Enumerable.Range(first, end - first)
                .Select(i => Filter(filter, Math.Abs((i - centre + 0.5) / shrink))).ToArray();
            var sum = weights.Sum();
            taps[x] = (first, [.. weights.Select(w => (int)Math.Round(w / sum * (1 << Precision), MidpointRounding.AwayFromZero))]);
        }
        return taps;
    }

    // Resample.c, bilinear_filter and bicubic_filter.
    private static double Filter(Interpolation filter, double x)
    {
        const double A = -0.5;
        if (filter == Interpolation.Bilinear) return Math.Max(0, 1 - x);
        if (x < 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
}
