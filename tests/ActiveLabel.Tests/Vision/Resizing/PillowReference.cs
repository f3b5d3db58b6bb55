namespace ActiveLabel.Tests.Vision.Resizing;

/// <summary>Pillow's antialiased bilinear resize as its Resample.c has it, in 22-bit fixed point, one value at a time.</summary>
internal static class PillowReference
{
    private const int Precision = 32 - 8 - 2;

    public static uint[] Resize(ReadOnlySpan<uint> pixels, int width, int height, int newWidth, int newHeight)
    {
        var narrowed = new uint[newWidth * height];
        var columns = Weights(width, newWidth);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < newWidth; x++)
                narrowed[y * newWidth + x] = Sum(pixels, columns[x], start: y * width, step: 1);
        var resized = new uint[newWidth * newHeight];
        var rows = Weights(height, newHeight);
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

    private static (int First, int[] Weights)[] Weights(int source, int resized)
    {
        var scale = (double)source / resized;
        var support = Math.Max(scale, 1);
        var taps = new (int, int[])[resized];
        for (var x = 0; x < resized; x++)
        {
            var centre = (x + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(source, (int)(centre + support + 0.5));
            var weights = Enumerable.Range(first, end - first)
                .Select(i => Math.Max(0, 1 - Math.Abs((i - centre + 0.5) / support))).ToArray();
            var sum = weights.Sum();
            taps[x] = (first, [.. weights.Select(w => (int)(0.5 + w / sum * (1 << Precision)))]);
        }
        return taps;
    }
}
