using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Resizing;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Resizing;

public sealed class TensorPackerTests
{
    public static MatrixTheoryData<string, Interpolation, ResizeMode> Golden { get; } = new(
        ["shrink", "grow", "mixed"], Enum.GetValues<Interpolation>(), Enum.GetValues<ResizeMode>());

    [Theory]
    [MemberData(nameof(Golden))]
    public void Resizing_equals_pillows_antialiased_filters(
        string name, Interpolation filter, ResizeMode mode)
    {
        var suffix = mode == ResizeMode.CentreCrop ? "crop" : mode.ToString().ToLowerInvariant();
        using var source = Fixture.Decode($"resize-{name}.png");
        using var expected = Fixture.Decode($"resize-{name}-{filter.ToString().ToLowerInvariant()}-{suffix}.png");
        var levels = Levels(source.Pixels, source.Width, source.Height, Input(23, 17) with { Resize = mode, Interpolation = filter });
        Differences(levels, expected.Pixels).ShouldBe((0, 0));
        if (mode == ResizeMode.Stretch)
            PillowReference.Resize(source.Pixels, source.Width, source.Height, 23, 17, filter).ShouldBe(expected.Pixels.ToArray());
    }

    [Theory]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.Bicubic)]
    public void Vector_code_equals_the_scalar_reference_at_any_size(Interpolation filter)
    {
        var size = Gen.Frequency((1, Gen.Const(1)), (4, Gen.Int[1, 40]), (1, Gen.Int[1, 300]));
        Gen.Select(size, size, Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int).Sample(
            (width, height, newWidth, newHeight, seed) =>
            {
                var pixels = Noise(width, height, seed);
                var levels = Levels(pixels, width, height, Input(newWidth, newHeight) with { Interpolation = filter });
                return Differences(levels, PillowReference.Resize(pixels, width, height, newWidth, newHeight, filter)) == (0, 0);
            },
            iter: 500);
    }

    [Fact]
    public void A_single_colour_stays_that_colour()
    {
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.UInt, Gen.Bool).Sample(
            (width, height, colour, cubic) =>
            {
                var pixels = new uint[width * height];
                pixels.AsSpan().Fill(colour);
                var expected = new uint[17 * 9];
                expected.AsSpan().Fill(colour);
                return Differences(Levels(pixels, width, height, Input(17, 9) with { Interpolation = cubic ? Interpolation.Bicubic : Interpolation.Bilinear }), expected) == (0, 0);
            },
            iter: 300);
    }

    [Fact]
    public void Channels_are_ordered_and_normalised_as_the_network_wants_them()
    {
        uint[] pixel = [0xFF_00_00_00 | 30 << 16 | 20 << 8 | 10];
        var input = Input(1, 1) with { Scale = 0.5f, Mean = new(1, 2, 3), Deviation = new(2, 4, 8) };
        Pack(pixel, 1, 1, input).ShouldBe([(10 * 0.5f - 1) / 2, (20 * 0.5f - 2) / 4, (30 * 0.5f - 3) / 8]);
        Pack(pixel, 1, 1, input with { Channels = ChannelOrder.Bgr })
            .ShouldBe([(30 * 0.5f - 1) / 2, (20 * 0.5f - 2) / 4, (10 * 0.5f - 3) / 8]);
    }

    [Theory]
    [InlineData(40, 20)]
    [InlineData(20, 40)]
    [InlineData(3, 90)]
    public void Padding_keeps_the_aspect_and_fills_with_black(int width, int height)
    {
        var pixels = Noise(width, height, 5).Select(p => p | 0x010101u).ToArray();
        var input = Input(20, 20) with { Resize = ResizeMode.Pad, Mean = PerChannel.All(7) };
        var plan = ResizePlan.For(input, width, height);
        Math.Max(plan.Width, plan.Height).ShouldBe(20);
        plan.Width.ShouldBe(Math.Max(1, (int)Math.Round(20d * width / Math.Max(width, height))));
        var inside = PillowReference.Resize(pixels, width, height, plan.Width, plan.Height);
        var packed = Pack(pixels, width, height, input);
        for (var y = 0; y < 20; y++)
        {
            for (var x = 0; x < 20; x++)
            {
                var (column, row) = (x - plan.Left, y - plan.Top);
                var outside = column < 0 || column >= plan.Width || row < 0 || row >= plan.Height;
                var expected = outside ? 0 : (int)(inside[row * plan.Width + column] & 255);
                packed[y * 20 + x].ShouldBe(expected - 7);
            }
        }
    }

    [Theory]
    [InlineData(40, 20)]
    [InlineData(21, 50)]
    [InlineData(2, 70)]
    public void A_centre_crop_is_the_middle_of_the_resized_picture(int width, int height)
    {
        var pixels = Noise(width, height, 6);
        var input = Input(16, 16) with { Resize = ResizeMode.CentreCrop };
        var plan = ResizePlan.For(input, width, height);
        Math.Min(plan.Width, plan.Height).ShouldBe(16);
        var whole = PillowReference.Resize(pixels, width, height, plan.Width, plan.Height);
        var cropped = new uint[16 * 16];
        for (var i = 0; i < cropped.Length; i++) cropped[i] = whole[(i / 16 - plan.Top) * plan.Width + i % 16 - plan.Left];
        Differences(Levels(pixels, width, height, input), cropped).ShouldBe((0, 0));
    }

    [Fact]
    public void A_packer_forgets_the_picture_before()
    {
        var input = Input(20, 20) with { Resize = ResizeMode.Pad };
        var packer = new TensorPacker(input);
        var tensor = new float[packer.Length];
        packer.Pack(Noise(300, 40, 1), 300, 40, tensor);
        packer.Pack(Noise(7, 90, 2), 7, 90, tensor);
        tensor.ShouldBe(Pack(Noise(7, 90, 2), 7, 90, input));
    }

    [Fact]
    public void A_coarse_shrink_while_decoding_hardly_shows()
    {
        var photo = SharedPhoto(out var whole);
        using (whole)
        {
            var input = Input(40, 30);
            using var shrunk = Fixture.Decode(photo, new PixelDemand(input));
            (shrunk.Width, shrunk.Height).ShouldBe((whole.Width / 4, whole.Height / 4));
            var exact = Levels(whole.Pixels, whole.Width, whole.Height, input);
            var coarse = Levels(shrunk.Pixels, shrunk.Width, shrunk.Height, input);
            exact.Zip(coarse).Average(p => Math.Abs(p.First - p.Second)).ShouldBeLessThan(1);
        }
    }

    private static byte[] SharedPhoto(out PixelBuffer whole)
    {
        // The small photograph enlarged eight times, so that it has detail to lose and a size to shrink.
        using var small = Fixture.Decode("photo.jpg");
        var pixels = PillowReference.Resize(small.Pixels, small.Width, small.Height, 320, 240);
        using var bitmap = new SkiaSharp.SKBitmap(new SkiaSharp.SKImageInfo(320, 240, SkiaSharp.SKColorType.Rgba8888, SkiaSharp.SKAlphaType.Opaque));
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(pixels).CopyTo(bitmap.GetPixelSpan());
        var bytes = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Jpeg, 90).ToArray();
        whole = Fixture.Decode(bytes, PixelDemand.Whole);
        return bytes;
    }

    private static Preprocessing Input(int width, int height) =>
        new(width, height, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1));

    private static uint[] Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, width * height).Select(_ => (uint)random.Next(1 << 24) | 0xFF00_0000)];
    }

    private static float[] Pack(ReadOnlySpan<uint> pixels, int width, int height, Preprocessing input)
    {
        var packer = new TensorPacker(input);
        var tensor = new float[packer.Length];
        packer.Pack(pixels, width, height, tensor);
        return tensor;
    }

    private static float[] Levels(ReadOnlySpan<uint> pixels, int width, int height, Preprocessing input)
    {
        var levels = Pack(pixels, width, height, input);
        levels.ShouldAllBe(level => level == MathF.Round(level));
        return levels;
    }

    private static (int Largest, int Count) Differences(float[] planes, ReadOnlySpan<uint> pixels)
    {
        planes.Length.ShouldBe(3 * pixels.Length);
        planes.Length.ShouldBePositive();
        var (largest, count) = (0, 0);
        for (var i = 0; i < planes.Length; i++)
        {
            var expected = (int)(pixels[i % pixels.Length] >> (8 * (i / pixels.Length)) & 255);
            var difference = Math.Abs((int)planes[i] - expected);
            largest = Math.Max(largest, difference);
            if (difference > 0) count++;
        }
        return (largest, count);
    }
}
