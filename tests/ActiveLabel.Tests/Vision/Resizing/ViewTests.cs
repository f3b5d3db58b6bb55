using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Resizing;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Resizing;

public sealed class ViewTests
{
    private static readonly Preprocessing Input = new(
        14, 7, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1));

    [Theory]
    [InlineData(ResizeMode.Stretch)]
    [InlineData(ResizeMode.Pad)]
    [InlineData(ResizeMode.CentreCrop)]
    public void The_second_view_of_a_flip_mirrors_the_first(ResizeMode mode)
    {
        var input = Input with { Resize = mode, Views = Views.Flip };
        var packed = Pack(Noise(31, 20), 31, 20, input);
        packed.Length.ShouldBe(2 * 3 * 14 * 7);
        packed[..(3 * 14 * 7)].ShouldBe(Pack(Noise(31, 20), 31, 20, input with { Views = Views.Single }));
        for (var i = 0; i < 3 * 7; i++)
            packed.AsSpan(3 * 14 * 7 + i * 14, 14).ToArray().ShouldBe(packed.AsSpan(i * 14, 14).ToArray().Reverse());
    }

    [Theory]
    [InlineData(ResizeMode.Stretch, Interpolation.Bilinear)]
    [InlineData(ResizeMode.CentreCrop, Interpolation.Bilinear)]
    [InlineData(ResizeMode.CentreCrop, Interpolation.Bicubic)]
    public void Five_crops_are_cut_out_of_the_larger_picture(ResizeMode mode, Interpolation filter)
    {
        // The larger input is 16 x 8; a picture of 3 to 2 fills it with 16 x 11.
        var (width, height) = (16, mode == ResizeMode.Stretch ? 8 : 11);
        var pixels = Noise(48, 32);
        var larger = PillowReference.Resize(pixels, 48, 32, width, height, filter);
        var packed = Pack(pixels, 48, 32, Input with { Resize = mode, Interpolation = filter, Views = Views.FiveCrops });
        (int Left, int Top)[] crops = [(0, 0), (width - 14, 0), (0, height - 7), (width - 14, height - 7), ((width - 14) / 2, (height - 7) / 2)];
        packed.Length.ShouldBe(crops.Length * 3 * 14 * 7);
        for (var i = 0; i < packed.Length; i++)
        {
            var (crop, channel, y, x) = (i / (3 * 14 * 7), i / (14 * 7) % 3, i / 14 % 7, i % 14);
            var expected = larger[(crops[crop].Top + y) * width + crops[crop].Left + x] >> (8 * channel) & 255;
            packed[i].ShouldBe(expected, $"crop {crop}, channel {channel}, ({x}, {y})");
        }
    }

    [Fact]
    public void Five_crops_of_a_padded_picture_have_its_borders()
    {
        // Square pictures lie in the middle of 16 x 8, four black columns on both sides.
        var pixels = Noise(32, 32).Select(p => p | 0x010101u).ToArray();
        var packed = Pack(pixels, 32, 32, Input with { Resize = ResizeMode.Pad, Views = Views.FiveCrops });
        var plane = 14 * 7;
        int Border(int crop) => packed.AsSpan(crop * 3 * plane, 14).IndexOfAnyExcept(0f);
        Enumerable.Range(0, 5).Select(Border).ShouldBe([4, 2, 4, 2, 3]);
    }

    [Fact]
    public void Five_crops_are_256_to_224()
    {
        var input = Input with { Width = 224, Height = 224, Resize = ResizeMode.CentreCrop, Views = Views.FiveCrops };
        ResizePlan.For(input, 640, 480).ShouldBe(new ResizePlan(341, 256, 0, 0));
        ResizePlan.For(input, 640, 480, crop: 3).ShouldBe(new ResizePlan(341, 256, -117, -32));
        ResizePlan.For(input, 640, 480, crop: 4).ShouldBe(new ResizePlan(341, 256, -58, -16));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 500)]
    [InlineData(500, 1)]
    public void Any_shape_of_picture_has_all_views(int width, int height)
    {
        foreach (var mode in Enum.GetValues<ResizeMode>())
            foreach (var views in Enum.GetValues<Views>())
                Pack([.. Enumerable.Repeat(0xFF_FF_FF_FFu, width * height)], width, height, Input with { Resize = mode, Views = views })
                    .Chunk(14 * 7).ShouldAllBe(plane => plane.Contains(255));
    }

    private static uint[] Noise(int width, int height)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, width * height).Select(_ => (uint)random.Next(1 << 24) | 0xFF00_0000)];
    }

    private static float[] Pack(uint[] pixels, int width, int height, Preprocessing input)
    {
        var packer = new TensorPacker(input);
        var tensor = new float[packer.Length];
        packer.Pack(pixels, width, height, tensor);
        return tensor;
    }
}
