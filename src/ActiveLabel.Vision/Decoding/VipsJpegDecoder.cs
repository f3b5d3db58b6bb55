using System.Buffers;
using System.Runtime.Intrinsics;
using ActiveLabel.Core.Images;
using NetVips;

namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// JPEGs of many pixels by libvips, whose copy of the library for JPEG uses vector instructions; Skia's does not. What it
/// leaves to Skia, small ones above all, it calls unsupported. Both give the same pixels to the bit.
/// </summary>
internal sealed class VipsJpegDecoder(long maxPixels) : IDecoder
{
    /// <summary>Decoded pixels above which libvips' quarter of a millisecond a picture pays (docs/measured.md).</summary>
    private const int Many = 250_000;

    public DecodeOutcome Decode(ReadOnlySpan<byte> bytes, EncodedFormat format, PixelDemand demand, PixelBuffer pixels)
    {
        // Without reading it: this many pixels take more bytes than that, unless there is nothing to see on them.
        if (bytes.Length < Many / 50) return DecodeOutcome.CannotRead(format);
        var jpeg = JpegStructure.Read(bytes);
        if (!jpeg.IsComplete || jpeg.Components is not (1 or 3) || jpeg.Pixels <= Many || jpeg.Pixels > maxPixels || jpeg.TakesTooLong || !Libvips.Loads)
            return DecodeOutcome.CannotRead(format);
        // libvips keeps a copy of its own, and nothing behind the end of the picture is looked at.
        var file = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            bytes.CopyTo(file);
            return Decode(file, bytes.Length, jpeg, format, demand, pixels);
        }
        catch (VipsException)
        {
            // Skia tells what is wrong with it, if anything is.
            return DecodeOutcome.CannotRead(format);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(file);
        }
    }

    private static DecodeOutcome Decode(
        byte[] file, int length, JpegStructure jpeg, EncodedFormat format, PixelDemand demand, PixelBuffer pixels)
    {
        using var whole = Open(file, 1);
        var orientation = Orientation.FromExif(whole.Contains("orientation") ? (int)whole.Get("orientation") : 1);
        var (width, height) = orientation.SwapsSides ? (whole.Height, whole.Width) : (whole.Width, whole.Height);
        var shrink = demand.ShrinkFor(width, height, limit: 8);
        if (jpeg.Pixels / (shrink * shrink) <= Many) return DecodeOutcome.CannotRead(format);
        if (pixels.Reserve(MemoryNeed.OfVipsJpeg(length, jpeg, jpeg.Pixels / (shrink * shrink))) is { } tooMuch)
            return DecodeOutcome.Refused(tooMuch);
        if (shrink == 1)
        {
            Read(whole, pixels);
        }
        else
        {
            using var shrunk = Open(file, shrink);
            Read(shrunk, pixels);
        }
        pixels.Apply(orientation);
        return DecodeOutcome.Decoded(new ImageHeader(width, height, format.ContentType()));
    }

    private static Image Open(byte[] file, int shrink) =>
        Image.JpegloadBuffer(file, shrink: shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);

    private static unsafe void Read(Image image, PixelBuffer pixels)
    {
        var memory = image.WriteToMemory(out var size);
        try
        {
            pixels.Allocate(image.Width, image.Height);
            var samples = new ReadOnlySpan<byte>((void*)memory, checked((int)size));
            if (image.Bands == 1) FromGrey(samples, pixels.Pixels);
            else FromColours(samples, pixels.Pixels);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    private static void FromGrey(ReadOnlySpan<byte> levels, Span<uint> pixels)
    {
        for (var i = 0; i < pixels.Length; i++) pixels[i] = 0xFF00_0000 | levels[i] * 0x01_0101u;
    }

    /// <summary>From three bytes a pixel to four, four pixels at a time.</summary>
    private static void FromColours(ReadOnlySpan<byte> samples, Span<uint> pixels)
    {
        var spread = Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255);
        var opaque = Vector128.Create(0xFF00_0000);
        var i = 0;
        // Each step reads sixteen bytes and uses twelve.
        for (; 3 * i + Vector128<byte>.Count <= samples.Length; i += 4)
            (Vector128.Shuffle(Vector128.Create(samples[(3 * i)..]), spread).AsUInt32() | opaque).CopyTo(pixels[i..]);
        for (; i < pixels.Length; i++)
            pixels[i] = 0xFF00_0000 | (uint)samples[3 * i + 2] << 16 | (uint)samples[3 * i + 1] << 8 | samples[3 * i];
    }
}
