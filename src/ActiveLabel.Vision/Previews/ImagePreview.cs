using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Decoding;
using SkiaSharp;

namespace ActiveLabel.Vision.Previews;

/// <summary>Pictures for people: decoded by the same decoders that featurize, so that what is seen is what is learned from.</summary>
internal sealed class ImagePreview(ImageDecoder decoder) : IImagePreview
{
    private const int Quality = 90;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    public unsafe byte[]? Render(ReadOnlySpan<byte> bytes, int longestSide)
    {
        using var pixels = new PixelBuffer();
        if (decoder.Decode(bytes, Wanted(longestSide), pixels).Header is not { } header)
            return null;

        // Large pictures may be decoded smaller than they are, never smaller than wanted.
        var shrink = Math.Min(1.0, (double)longestSide / Math.Max(header.Width, header.Height));
        var (width, height) = (Side(header.Width * shrink), Side(header.Height * shrink));
        fixed (uint* start = pixels.Pixels)
        {
            var stored = new SKImageInfo(pixels.Width, pixels.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            using var decoded = SKImage.FromPixels(stored, (nint)start);
            using var small = new SKBitmap(stored.WithSize(width, height));
            if (!decoded.ScalePixels(small.PeekPixels(), Smooth))
                return null;

            using var encoded = small.Encode(SKEncodedImageFormat.Jpeg, Quality);
            return encoded.ToArray();
        }
    }

    private static int Side(double length) => Math.Max(1, (int)Math.Round(length));

    private static PixelDemand Wanted(int longestSide) => new(new Preprocessing(
        longestSide, longestSide, ResizeMode.Pad, ChannelOrder.Rgb, Scale: 1, Mean: default, Deviation: PerChannel.All(1)));
}
