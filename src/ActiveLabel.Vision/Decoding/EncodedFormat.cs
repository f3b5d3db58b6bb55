namespace ActiveLabel.Vision.Decoding;

internal enum EncodedFormat
{
    Jpeg,
    Png,
    WebP,
    Gif,
    Bmp,
    Tiff,
    Avif,
}

internal static class EncodedFormats
{
    /// <summary>As a person writes it.</summary>
    public static string Name(this EncodedFormat format) => format switch
    {
        EncodedFormat.WebP => "WebP",
        _ => format.ToString().ToUpperInvariant(),
    };

    public static string ContentType(this EncodedFormat format) => "image/" + format.ToString().ToLowerInvariant();
}
