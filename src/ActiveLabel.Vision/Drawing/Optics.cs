namespace ActiveLabel.Vision.Drawing;

/// <summary>Blur and shift of a plane of light. Places outside the picture repeat its edge.</summary>
internal static class Optics
{
    public static float[] Blur(float[] plane, int width, int height, double sigmaX, double sigmaY)
    {
        var across = Convolve(plane, width, height, Kernel(sigmaX), stride: 1);
        return Convolve(across, width, height, Kernel(sigmaY), stride: width);
    }

    /// <summary>Adds a share of what a wider blur takes away (an unsharp mask).</summary>
    public static float[] Sharpen(float[] plane, int width, int height, double amount)
    {
        var soft = Blur(plane, width, height, 3.2, 2.2);
        for (var i = 0; i < soft.Length; i++)
            soft[i] = Math.Max(0, plane[i] + ((float)amount * (plane[i] - soft[i])));
        return soft;
    }

    /// <summary>Moves the picture down by a fraction of a line (negative: up).</summary>
    public static float[] ShiftDown(float[] plane, int width, int height, double lines)
    {
        if (lines == 0) return plane;
        var shifted = new float[plane.Length];
        for (var y = 0; y < height; y++)
        {
            var from = y - lines;
            var above = Math.Floor(from);
            var share = (float)(from - above);
            var upper = Math.Clamp((int)above, 0, height - 1) * width;
            var lower = Math.Clamp((int)above + 1, 0, height - 1) * width;
            for (var x = 0; x < width; x++)
                shifted[(y * width) + x] = plane[upper + x] + (share * (plane[lower + x] - plane[upper + x]));
        }
        return shifted;
    }

    private static float[] Convolve(float[] plane, int width, int height, float[] kernel, int stride)
    {
        var half = kernel.Length / 2;
        var result = new float[plane.Length];
        for (var i = 0; i < plane.Length; i++)
        {
            var place = stride == 1 ? i % width : i / width;
            var end = stride == 1 ? width - 1 : height - 1;
            var sum = 0f;
            for (var k = -half; k <= half; k++)
                sum += kernel[k + half] * plane[i + ((Math.Clamp(place + k, 0, end) - place) * stride)];
            result[i] = sum;
        }
        return result;
    }

    private static float[] Kernel(double sigma)
    {
        var half = Math.Max(1, (int)Math.Ceiling(sigma * 2.5));
        var weights = new double[(2 * half) + 1];
        for (var k = -half; k <= half; k++) weights[k + half] = PortableMath.Bell(k, sigma);
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        return Array.ConvertAll(weights, weight => (float)(weight / total));
    }
}
