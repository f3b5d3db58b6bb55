using ActiveLabel.Tests.Vision.Decoding;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Previews;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ActiveLabel.Tests.Vision.Previews;

public sealed class PreviewTests
{
    private static readonly ImagePreview Preview = new(new ImageDecoder());

    [Theory]
    [MemberData(nameof(FormatTests.Files), MemberType = typeof(FormatTests))]
    public void Whatever_can_be_featurized_can_be_seen(string file)
    {
        using var expected = Fixture.Decode($"Formats/{Path.GetFileNameWithoutExtension(file)}.expected.png");
        using var seen = SKBitmap.Decode(Preview.Render(Fixture.Bytes("Formats/" + file), longestSide: 100).ShouldNotBeNull());
        (seen.Width, seen.Height).ShouldBe((expected.Width, expected.Height));
        var (red, green, blue, _) = expected.At(12, 9);
        var pixel = seen.GetPixel(12, 9);
        // One pixel of a JPEG at quality 90.
        Math.Max(Math.Abs(pixel.Red - red), Math.Max(Math.Abs(pixel.Green - green), Math.Abs(pixel.Blue - blue))).ShouldBeLessThan(60);
    }

    [Fact]
    public void A_preview_is_no_larger_than_asked_for()
    {
        using var seen = SKBitmap.Decode(Preview.Render(Fixture.Bytes("Formats/tiff-orientation-6.tif"), longestSide: 12).ShouldNotBeNull());
        (seen.Width, seen.Height).ShouldBe((9, 12));
    }

    [Fact]
    public void What_cannot_be_read_has_no_preview() => Preview.Render("no picture"u8, longestSide: 100).ShouldBeNull();
}
