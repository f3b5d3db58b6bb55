using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Decoding;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

/// <summary>Large JPEGs go through libvips, which is faster; nobody may notice otherwise.</summary>
public sealed class LargeJpegTests
{
    private static readonly Preprocessing Input = new(
        224, 224, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1));

    public static MatrixTheoryData<bool, bool> Kinds { get; } = new([true, false], [true, false]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Both_decoders_give_the_same_pixels(bool colour, bool shrunk)
    {
        var bytes = Photo(1200, 1002, colour);
        var demand = shrunk ? new PixelDemand(Input with { Height = 100, Width = 200 }) : PixelDemand.Whole;
        using var fast = new PixelBuffer();
        using var slow = new PixelBuffer();
        new VipsJpegDecoder(PixelLimit.Default).Decode(bytes, EncodedFormat.Jpeg, demand, fast).Header.ShouldBe(new ImageHeader(1200, 1002, "image/jpeg"));
        new SkiaDecoder(PixelLimit.Default).Decode(bytes, EncodedFormat.Jpeg, demand, slow).Header.ShouldBe(new ImageHeader(1200, 1002, "image/jpeg"));
        (fast.Width, fast.Height).ShouldBe((slow.Width, slow.Height));
        fast.Width.ShouldBe(shrunk ? 600 : 1200);
        fast.Pixels.SequenceEqual(slow.Pixels).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public void A_large_picture_is_turned_upright(int orientation)
    {
        var bytes = WithOrientation(Photo(800, 600, colour: true), orientation);
        using var fast = new PixelBuffer();
        using var slow = new PixelBuffer();
        var outcome = new VipsJpegDecoder(PixelLimit.Default).Decode(bytes, EncodedFormat.Jpeg, PixelDemand.Whole, fast);
        outcome.Header.ShouldBe(orientation >= 5 ? new ImageHeader(600, 800, "image/jpeg") : new ImageHeader(800, 600, "image/jpeg"));
        new SkiaDecoder(PixelLimit.Default).Decode(bytes, EncodedFormat.Jpeg, PixelDemand.Whole, slow).Header.ShouldBe(outcome.Header);
        fast.Pixels.SequenceEqual(slow.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void What_libvips_cannot_read_is_told_as_of_any_other_jpeg()
    {
        var bytes = Photo(1000, 900, colour: true);
        using var pixels = new PixelBuffer();
        new ImageDecoder().Decode(bytes.AsSpan(0, bytes.Length / 2), PixelDemand.Whole, pixels).Refusal.ShouldBe("the JPEG ends before the picture does");
        var damaged = bytes.ToArray();
        damaged.AsSpan(bytes.Length / 2, 2000).Fill(0x55);
        var skia = new SkiaDecoder(PixelLimit.Default).Decode(damaged, EncodedFormat.Jpeg, PixelDemand.Whole, pixels);
        new ImageDecoder().Decode(damaged, PixelDemand.Whole, pixels).ShouldBe(skia);
    }

    [Fact]
    public void Decoding_and_packing_leaves_next_to_nothing_to_the_garbage_collector()
    {
        var bytes = Photo(1000, 900, colour: true);
        using var pixels = new PixelBuffer();
        var decoder = new ImageDecoder();
        var packer = new ActiveLabel.Vision.Resizing.TensorPacker(Input);
        var tensor = new float[packer.Length];
        void Read()
        {
            decoder.Decode(bytes, new PixelDemand(Input), pixels).Refusal.ShouldBeNull();
            packer.Pack(pixels.Pixels, pixels.Width, pixels.Height, tensor);
        }
        for (var i = 0; i < 10; i++) Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) Read();
        // Handles of libvips objects; the file has some hundred thousand bytes, the pixels 3.6 million.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 10).ShouldBeLessThan(20_000);
    }

    private static byte[] Photo(int width, int height, bool colour)
    {
        var random = new Random(7);
        using var small = new SKBitmap(new SKImageInfo(width / 8, height / 8, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var noise = new byte[small.ByteCount];
        random.NextBytes(noise);
        noise.CopyTo(small.GetPixelSpan());
        using var bitmap = small.Resize(
            new SKImageInfo(width, height, colour ? SKColorType.Rgba8888 : SKColorType.Gray8, SKAlphaType.Opaque), new SKSamplingOptions(SKFilterMode.Linear));
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 88).ToArray();
    }

    /// <summary>An EXIF segment right after the start marker: one big-endian directory with the orientation alone.</summary>
    private static byte[] WithOrientation(byte[] jpeg, int orientation) =>
    [
        .. jpeg[..2],
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        .. jpeg[2..],
    ];
}
