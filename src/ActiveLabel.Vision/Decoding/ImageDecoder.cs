using System.Buffers.Binary;

namespace ActiveLabel.Vision.Decoding;

/// <summary>Finds out what the bytes are and asks the decoder that reads them best.</summary>
internal sealed class ImageDecoder(long maxPixels = PixelLimit.Default) : IDecoder
{
    /// <summary>Pixels above which libvips, which reads PNG row by row, needs less than Skia, which cannot shrink them.</summary>
    private const int LargePng = 16 << 20;

    private readonly SkiaDecoder _skia = new(maxPixels);
    private readonly VipsDecoder _vips = new(maxPixels);
    private readonly VipsJpegDecoder _vipsJpeg = new(maxPixels);

    /// <inheritdoc cref="IDecoder.Decode"/>
    public DecodeOutcome Decode(ReadOnlySpan<byte> bytes, PixelDemand demand, PixelBuffer pixels) =>
        FormatSniffer.Sniff(bytes) is { } format
            ? Decode(bytes, format, demand, pixels)
            : DecodeOutcome.Refused(FormatSniffer.Describe(bytes));

    public DecodeOutcome Decode(ReadOnlySpan<byte> bytes, EncodedFormat format, PixelDemand demand, PixelBuffer pixels)
    {
        try
        {
            return Ask(bytes, format, demand, pixels);
        }
        // Whatever a strange file makes a decoder do, it costs that file alone.
        catch (Exception failure)
        {
            return DecodeOutcome.Refused($"the {format.Name()} made its decoder fail: {failure.Message.Split('\n', 2)[0].Trim()}");
        }
    }

    private DecodeOutcome Ask(ReadOnlySpan<byte> bytes, EncodedFormat format, PixelDemand demand, PixelBuffer pixels)
    {
        if (format is EncodedFormat.Tiff or EncodedFormat.Avif || IsLargePng(bytes, format))
            return _vips.Decode(bytes, format, demand, pixels);
        if (format == EncodedFormat.Jpeg && _vipsJpeg.Decode(bytes, format, demand, pixels) is { Unsupported: false } large) return large;
        var outcome = _skia.Decode(bytes, format, demand, pixels);
        return outcome.Unsupported ? _vips.Decode(bytes, format, demand, pixels) : outcome;
    }

    private static bool IsLargePng(ReadOnlySpan<byte> bytes, EncodedFormat format)
    {
        // Signature (8), chunk length and name (8), then width and height.
        if (format != EncodedFormat.Png || bytes.Length < 24) return false;
        var width = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]);
        return (ulong)width * height > LargePng;
    }
}
