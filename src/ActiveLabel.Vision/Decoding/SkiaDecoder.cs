using ActiveLabel.Core.Images;
using SkiaSharp;

namespace ActiveLabel.Vision.Decoding;

/// <summary>JPEG, PNG, WebP, GIF and BMP by Skia's codecs. Colour profiles are ignored, as the networks' own training did.</summary>
internal sealed class SkiaDecoder(long maxPixels) : IDecoder
{
    public unsafe DecodeOutcome Decode(ReadOnlySpan<byte> bytes, EncodedFormat format, PixelDemand demand, PixelBuffer pixels)
    {
        var jpeg = format == EncodedFormat.Jpeg ? JpegStructure.Read(bytes) : default;
        if (format == EncodedFormat.Jpeg && !jpeg.IsComplete) return DecodeOutcome.EndsEarly(format);
        if (jpeg.Pixels <= maxPixels && jpeg.TakesTooLong)
            return DecodeOutcome.Refused($"{jpeg.Scans} passes over {jpeg.Pixels / 1e6:0.###} megapixels would take minutes");
        fixed (byte* start = bytes)
        {
            using var data = SKData.Create((nint)start, bytes.Length);
            using var codec = SKCodec.Create(new SKMemoryStream(data), out var result);
            if (codec is null) return Refusal(result, format);
            var orientation = format == EncodedFormat.Png ? PngOrientation.Of(bytes) : Orientation.FromExif((int)codec.EncodedOrigin);
            return Decode(codec, bytes, jpeg, format, orientation, demand, pixels);
        }
    }

    private unsafe DecodeOutcome Decode(
        SKCodec codec, ReadOnlySpan<byte> bytes, JpegStructure jpeg, EncodedFormat format, Orientation orientation, PixelDemand demand, PixelBuffer pixels)
    {
        var stored = codec.Info;
        if (PixelLimit.Refusal(stored.Width, stored.Height, maxPixels) is { } tooLarge) return DecodeOutcome.Refused(tooLarge);
        var (width, height) = orientation.SwapsSides ? (stored.Height, stored.Width) : (stored.Width, stored.Height);

        var size = Scaled(codec, format, demand.ShrinkFor(width, height, limit: 8));
        var opaque = stored.AlphaType == SKAlphaType.Opaque;
        var wanted = new SKImageInfo(
            size.Width, size.Height, SKColorType.Rgba8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Premul);
        var need = MemoryNeed.OfSkia(format, bytes, jpeg, (long)stored.Width * stored.Height, (long)size.Width * size.Height);
        if (pixels.Reserve(need) is { } tooMuch) return DecodeOutcome.Refused(tooMuch);
        pixels.Allocate(size.Width, size.Height);
        SKCodecResult result;
        fixed (uint* target = pixels.Pixels)
            result = codec.GetPixels(wanted, (nint)target, wanted.RowBytes, SKCodecOptions.Default);
        if (result != SKCodecResult.Success) return Refusal(result, format);

        if (!opaque) Alpha.ComposeOverWhite(pixels.Pixels);
        pixels.Apply(orientation);
        return DecodeOutcome.Decoded(new ImageHeader(width, height, format.ContentType()));
    }

    // Only these two shrink with a filter; the others would leave pixels out.
    private static SKSizeI Scaled(SKCodec codec, EncodedFormat format, int shrink) =>
        shrink > 1 && format is EncodedFormat.Jpeg or EncodedFormat.WebP
            ? codec.GetScaledDimensions(1f / shrink)
            : codec.Info.Size;

    private static DecodeOutcome Refusal(SKCodecResult result, EncodedFormat format) => result switch
    {
        SKCodecResult.IncompleteInput => DecodeOutcome.EndsEarly(format),
        SKCodecResult.Unimplemented or SKCodecResult.InvalidConversion => DecodeOutcome.CannotRead(format),
        _ => DecodeOutcome.Damaged(format),
    };
}
