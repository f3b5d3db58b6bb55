namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// Bytes that decoding a picture takes at most: the pixels twice, since turning, resizing and previews copy them, and what
/// the codec itself keeps. The latter are upper bounds from reading the codecs, checked by measuring.
/// </summary>
internal static class MemoryNeed
{
    /// <param name="format">Of the file.</param>
    /// <param name="bytes">Of the file.</param>
    /// <param name="jpeg">Of a JPEG.</param>
    /// <param name="stored">Pixels of the file.</param>
    /// <param name="decoded">Pixels that come out, fewer where the codec shrinks.</param>
    public static long OfSkia(EncodedFormat format, ReadOnlySpan<byte> bytes, JpegStructure jpeg, long stored, long decoded) =>
        bytes.Length + 2 * sizeof(uint) * decoded + format switch
        {
            EncodedFormat.Jpeg => Coefficients(jpeg),
            // All passes at 16 bits a channel; else a row.
            EncodedFormat.Png => IsInterlaced(bytes) ? 2 * sizeof(uint) * stored : 0,
            // Pixels and a palette's indices.
            EncodedFormat.WebP => (sizeof(uint) + 1) * stored,
            // Indices, and room to unpack them.
            EncodedFormat.Gif => 2 * stored,
            _ => 0,
        };

    /// <param name="format">Of the file.</param>
    /// <param name="bytes">Of the file.</param>
    /// <param name="stored">Pixels of the file.</param>
    /// <param name="decoded">Pixels that come out.</param>
    /// <param name="sample">Bytes of all channels of a pixel.</param>
    /// <param name="streamed">The file can be read row by row.</param>
    public static long OfVips(EncodedFormat format, int bytes, long stored, long decoded, int sample, bool streamed) =>
        // libvips wants the file's bytes in an array of their own.
        2L * bytes + 3 * sizeof(uint) * decoded + format switch
        {
            EncodedFormat.Png when streamed => 0,
            EncodedFormat.Jpeg => 2 * sizeof(uint) * stored,
            // Planes of 16 bits in the video codec, again in its wrapper, and the pixels.
            EncodedFormat.Avif => 4L * sample * stored,
            // A TIFF may be a single strip.
            _ => (long)sample * stored,
        };

    /// <param name="bytes">Of the file.</param>
    /// <param name="jpeg">The file's structure.</param>
    /// <param name="decoded">Pixels that come out.</param>
    public static long OfVipsJpeg(int bytes, JpegStructure jpeg, long decoded) =>
        // The file once more, rounded up to a power of two, and the pixels as they come and as they go.
        3L * bytes + (jpeg.Components + 2 * sizeof(uint)) * decoded + Coefficients(jpeg);

    // 16 bits each, where a later scan refines or completes an earlier one; else a row of blocks.
    private static long Coefficients(JpegStructure jpeg) => jpeg.KeepsCoefficients ? 2 * jpeg.Components * jpeg.Pixels : 0;

    private static bool IsInterlaced(ReadOnlySpan<byte> png) => png.Length > 28 && png[28] != 0;
}
