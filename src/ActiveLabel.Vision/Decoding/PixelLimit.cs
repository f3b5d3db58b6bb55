namespace ActiveLabel.Vision.Decoding;

/// <summary>No camera makes larger pictures, but hostile files claim to be ones.</summary>
internal static class PixelLimit
{
    /// <summary>Pixels of the largest picture that is decoded.</summary>
    public const long Default = 200_000_000;

    /// <summary>The longest side, which is JPEG's and GIF's own limit; resizing needs memory in proportion to it.</summary>
    public const int LongestSide = 65_535;

    /// <summary>Passes times pixels of a JPEG.</summary>
    public const long MostScanned = 4_000_000_000;

    public static string? Refusal(long width, long height, long maxPixels)
    {
        if (Math.Max(width, height) > LongestSide) return $"{width} x {height} pixels: no side may be longer than {LongestSide}";
        if (width * height <= maxPixels) return null;
        return $"{width} x {height} pixels are {width * height / 1e6:0.###} megapixels, more than the {maxPixels / 1e6:0.###} that are allowed";
    }
}
