namespace ActiveLabel.Vision.Networks;

/// <summary>Inputs for checks, the same everywhere and always: no two images are alike, and all values lie in 0..1.</summary>
internal static class SampleImages
{
    /// <returns>[count, 3, height, width].</returns>
    public static float[] Create(int count, int height, int width)
    {
        var values = new float[count * 3 * height * width];
        var next = 0;
        for (var image = 0; image < count; image++)
            for (var channel = 0; channel < 3; channel++)
                for (var y = 0; y < height; y++)
                    for (var x = 0; x < width; x++)
                        values[next++] = (((x * (3 + image)) + (y * 5) + (channel * 85) + (x * y / 16)) % 256) / 255f;
        return values;
    }
}
