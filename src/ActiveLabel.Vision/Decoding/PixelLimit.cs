namespace ActiveLabel.Vision.Decoding;

internal static class PixelLimit
{
    /// <summary>Pixels of the largest picture that is decoded: no camera makes larger ones, but hostile files claim to.</summary>
    public const long Default = 200_000_000;

    public static string? Refusal(long width, long height, long maxPixels) => width * height <= maxPixels
        ? null
        : $"{width} x {height} pixels are {width * height / 1e6:0.###} megapixels, more than the {maxPixels / 1e6:0.###} that are allowed";
}
