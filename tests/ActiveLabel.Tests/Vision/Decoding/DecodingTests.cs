using ActiveLabel.Vision.Decoding;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

public sealed class DecodingTests
{
    [Theory]
    [InlineData("quadrants.jpg", "image/jpeg")]
    [InlineData("quadrants-progressive.jpg", "image/jpeg")]
    [InlineData("quadrants-cmyk.jpg", "image/jpeg")]
    [InlineData("quadrants.png", "image/png")]
    [InlineData("quadrants-palette.png", "image/png")]
    [InlineData("quadrants-alpha.png", "image/png")]
    [InlineData("quadrants-alpha.webp", "image/webp")]
    [InlineData("quadrants.webp", "image/webp")]
    [InlineData("quadrants.gif", "image/gif")]
    [InlineData("quadrants.bmp", "image/bmp")]
    [InlineData("quadrants.tif", "image/tiff")]
    [InlineData("quadrants-cmyk.tif", "image/tiff")]
    [InlineData("exif-1.jpg", "image/jpeg")]
    [InlineData("exif-2.jpg", "image/jpeg")]
    [InlineData("exif-3.jpg", "image/jpeg")]
    [InlineData("exif-4.jpg", "image/jpeg")]
    [InlineData("exif-5.jpg", "image/jpeg")]
    [InlineData("exif-6.jpg", "image/jpeg")]
    [InlineData("exif-7.jpg", "image/jpeg")]
    [InlineData("exif-8.jpg", "image/jpeg")]
    public void Every_format_and_orientation_gives_the_same_upright_picture(string file, string contentType)
    {
        using var pixels = new PixelBuffer();
        var outcome = new ImageDecoder().Decode(Fixture.Bytes(file), PixelDemand.Whole, pixels);

        outcome.Refusal.ShouldBeNull();
        outcome.Header.ShouldBe(new(48, 32, contentType));
        (pixels.Width, pixels.Height).ShouldBe((48, 32));
        Quadrant(pixels, 0, 0).ShouldBe("red");
        Quadrant(pixels, 24, 0).ShouldBe("green");
        Quadrant(pixels, 0, 16).ShouldBe("blue");
        Quadrant(pixels, 24, 16).ShouldBe("white");
    }

    [Theory]
    [InlineData("ramp-16-bit.png", 1)]
    [InlineData("ramp-16-bit.tif", 1)]
    [InlineData("ramp-grey.jpg", 4)]
    [InlineData("ramp-grey.png", 0)]
    public void Grey_pictures_of_any_depth_become_eight_bit_colour(string file, int tolerance)
    {
        using var pixels = Fixture.Decode(file);
        for (var x = 0; x < 48; x++)
        {
            var (red, green, blue, alpha) = pixels.At(x, 10);
            (green, blue, alpha).ShouldBe((red, red, 255));
            Math.Abs(red - (x * 65535 / 47 >> 8)).ShouldBeLessThanOrEqualTo(tolerance);
        }
    }

    [Fact]
    public void A_jpeg_decodes_to_what_pillow_decodes()
    {
        using var ours = Fixture.Decode("photo.jpg");
        using var theirs = Fixture.Decode("photo-decoded.png");
        Fixture.LargestDifference(ours, theirs).ShouldBe(0);
    }

    [Fact]
    public void Half_transparent_pixels_are_laid_over_white()
    {
        using var pixels = new PixelBuffer();
        pixels.Allocate(19, 1);
        pixels.Pixels.Fill(0x80_00_20_80);
        Alpha.ComposeOverWhite(pixels.Pixels);
        for (var x = 0; x < 19; x++) pixels.At(x, 0).ShouldBe((0x80 + 127, 0x20 + 127, 127, 255));
    }

    private static string Quadrant(PixelBuffer pixels, int left, int top)
    {
        var colours = new HashSet<string>(StringComparer.Ordinal);
        // Away from the borders, where a lossy format blurs.
        for (var y = top + 4; y < top + 12; y++)
            for (var x = left + 4; x < left + 20; x++)
                colours.Add(Name(pixels.At(x, y)));
        return string.Join(',', colours);
    }

    private static string Name((int Red, int Green, int Blue, int Alpha) pixel) =>
        (pixel.Red, pixel.Green, pixel.Blue, pixel.Alpha) switch
        {
            ( > 245, < 10, < 10, 255) => "red",
            ( < 10, > 245, < 10, 255) => "green",
            ( < 10, < 10, > 245, 255) => "blue",
            ( > 245, > 245, > 245, 255) => "white",
            _ => pixel.ToString(),
        };
}
