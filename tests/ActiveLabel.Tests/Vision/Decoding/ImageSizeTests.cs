using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Decoding;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

public sealed class ImageSizeTests
{
    private static readonly Preprocessing Input = new(
        224, 224, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1));

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void One_pixel_is_a_picture(SKEncodedImageFormat format)
    {
        var bytes = Encoded(1, 1, format);
        new ImageInspector(new ImageDecoder()).Inspect(bytes).Header.ShouldBe(new ImageHeader(1, 1, $"image/{format.ToString().ToLowerInvariant()}"));
        using var pixels = Fixture.Decode(bytes, new PixelDemand(Input));
        pixels.Pixels.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, 1500, 1125)]
    [InlineData(SKEncodedImageFormat.Png, 750, 563)]
    public void A_huge_picture_is_never_held_whole(SKEncodedImageFormat format, int width, int height)
    {
        var bytes = Encoded(12000, 9000, format);
        using var pixels = new PixelBuffer();
        var outcome = new ImageDecoder().Decode(bytes, new PixelDemand(Input), pixels);
        outcome.Header.ShouldBe(new ImageHeader(12000, 9000, $"image/{format.ToString().ToLowerInvariant()}"));
        (pixels.Width, pixels.Height).ShouldBe((width, height));
    }

    [Theory]
    [InlineData(895, 2000, 1)]
    [InlineData(896, 896, 2)]
    [InlineData(1791, 1792, 2)]
    [InlineData(1792, 1792, 4)]
    [InlineData(12000, 9000, 8)]
    [InlineData(1, 1, 1)]
    public void Shrinking_stays_twice_above_the_target(int width, int height, int shrink) =>
        new PixelDemand(Input).ShrinkFor(width, height, limit: 8).ShouldBe(shrink);

    [Fact]
    public void A_crop_is_measured_by_the_side_that_is_kept_whole()
    {
        var crop = new PixelDemand(Input with { Resize = ResizeMode.CentreCrop });
        crop.ShrinkFor(9000, 900, limit: 8).ShouldBe(2);
        var pad = new PixelDemand(Input with { Resize = ResizeMode.Pad });
        pad.ShrinkFor(9000, 900, limit: 8).ShouldBe(8);
    }

    private static byte[] Encoded(int width, int height, SKEncodedImageFormat format)
    {
        // Grey, so that the picture under test takes a quarter of the memory to make.
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8));
        bitmap.Erase(SKColors.Gray);
        return bitmap.Encode(format, 80).ToArray();
    }
}
