using ActiveLabel.Core.Images;
using NetVips;

namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// What Skia refuses, TIFF above all, and large PNG, which libvips reads as a stream and shrinks on the way instead of
/// holding it whole.
/// </summary>
internal sealed class VipsDecoder(long maxPixels) : IDecoder
{
    public DecodeOutcome Decode(ReadOnlySpan<byte> bytes, EncodedFormat format, PixelDemand demand, PixelBuffer pixels)
    {
        if (!Libvips.Loads) return DecodeOutcome.Refused($"{format.Name()} cannot be read here: libvips does not load");
        try
        {
            using var stored = Image.NewFromBuffer(bytes.ToArray(), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            if (PixelLimit.Refusal(stored.Width, stored.Height, maxPixels) is { } tooLarge) return DecodeOutcome.Refused(tooLarge);
            var orientation = Orientation.FromExif(stored.Contains("orientation") ? (int)stored.Get("orientation") : 1);
            var (width, height) = orientation.SwapsSides ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
            if (stored.Format is not (Enums.BandFormat.Uchar or Enums.BandFormat.Ushort))
                return DecodeOutcome.Refused($"this {format.Name()} holds neither 8 nor 16 bits a channel, so what is black and what is white in it cannot be told");
            if (stored.Interpretation == Enums.Interpretation.Multiband)
                return DecodeOutcome.Refused($"the {stored.Bands} channels of this {format.Name()} are no colours");
            var shrink = demand.ShrinkFor(width, height, limit: 64);
            var need = MemoryNeed.OfVips(
                format, bytes.Length, (long)width * height, (long)(width / shrink + 1) * (height / shrink + 1),
                sample: stored.Bands * (stored.Format == Enums.BandFormat.Ushort ? 2 : 1), streamed: !stored.Contains("interlaced"));
            if (pixels.Reserve(need) is { } tooMuch) return DecodeOutcome.Refused(tooMuch);
            Read(stored, shrink, pixels);
            pixels.Apply(orientation);
            return DecodeOutcome.Decoded(new ImageHeader(width, height, format.ContentType()));
        }
        catch (VipsException)
        {
            return DecodeOutcome.Refused($"the {format.Name()} is damaged, ends before the picture does, or is of a kind that cannot be read");
        }
    }

    private static unsafe void Read(Image stored, int shrink, PixelBuffer pixels)
    {
        using var srgb = stored.Interpretation == Enums.Interpretation.Cmyk ? FromInks(stored) : stored.Colourspace(Enums.Interpretation.Srgb);
        // Channels beyond the colours and the opacity mean nothing to an eye.
        using var visible = srgb.ExtractBand(0, n: Math.Min(4, srgb.Bands));
        using var opaque = visible.HasAlpha() ? visible.Flatten(background: [255, 255, 255]) : visible.Copy();
        using var shrunk = opaque.Shrink(shrink, shrink, ceil: true);
        using var rounded = shrunk.Cast(Enums.BandFormat.Uchar);
        using var rgba = rounded.Bandjoin(255);
        var memory = rgba.WriteToMemory(out var size);
        try
        {
            pixels.Allocate(rgba.Width, rgba.Height);
            new ReadOnlySpan<uint>((void*)memory, (int)(size / sizeof(uint))).CopyTo(pixels.Pixels);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    /// <summary>
    /// Each colour is what its ink and black let through, 255 * (1 - ink) * (1 - black), as Pillow and Skia have it. A
    /// printing profile, which libvips would take, gives duller colours, and others for a TIFF than for a JPEG.
    /// </summary>
    private static Image FromInks(Image stored)
    {
        using var bytes = stored.Cast(Enums.BandFormat.Uchar, shift: true);
        using var light = bytes.Invert();
        using var inks = light.ExtractBand(0, n: 3);
        using var black = light.ExtractBand(3);
        using var product = inks * black;
        using var rounded = product.Linear([1d / 255], [0.5], uchar: true);
        return rounded.Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
