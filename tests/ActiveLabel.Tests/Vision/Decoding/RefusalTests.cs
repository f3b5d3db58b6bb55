using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Decoding;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

public sealed class RefusalTests
{
    private static readonly ImageInspector Inspector = new(new ImageDecoder());

    [Theory]
    [InlineData("", "empty file")]
    [InlineData("just a note, Stückliste\n", "not an image: the file starts with text")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "not an image: the file starts with text")]
    [InlineData("BMW and Mercedes are two words", "not an image: the file starts with text")]
    [InlineData("%PDF-1.7", "not an image: the file is a PDF document")]
    [InlineData("PK\u0003\u0004", "not an image: the file is a zip archive")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0", "not an image: the file starts with zeros")]
    [InlineData("\0\0\0\u0018ftypheic", "HEIC pictures cannot be read; save it as JPEG or PNG")]
    [InlineData("\u0001\u0002\u0003", "not an image of a known format: the file starts with the bytes 010203")]
    public void What_is_no_image_is_named(string content, string refusal) =>
        Inspect(System.Text.Encoding.UTF8.GetBytes(content)).ShouldBe(new ImageInspection(null, refusal));

    [Theory]
    [InlineData("photo.jpg", "the JPEG ends before the picture does")]
    [InlineData("quadrants-progressive.jpg", "the JPEG ends before the picture does")]
    [InlineData("exif-6.jpg", "the JPEG ends before the picture does")]
    [InlineData("resize-shrink.png", "the PNG ends before the picture does")]
    [InlineData("quadrants.bmp", "the BMP ends before the picture does")]
    public void A_file_cut_off_halfway_is_refused(string file, string refusal)
    {
        var bytes = Fixture.Bytes(file);
        Inspect(bytes.AsSpan(0, bytes.Length / 2)).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public void Channels_of_other_than_8_and_16_bits_are_refused() =>
        Inspect(Fixture.Bytes("floats.tif")).Refusal
            .ShouldBe("this TIFF holds neither 8 nor 16 bits a channel, so what is black and what is white in it cannot be told");

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("quadrants-progressive.jpg")]
    [InlineData("quadrants-cmyk.jpg")]
    [InlineData("quadrants.webp")]
    [InlineData("quadrants.gif")]
    [InlineData("quadrants.bmp")]
    [InlineData("ramp-16-bit.tif")]
    public void Wherever_a_file_is_cut_off_it_is_refused_with_a_reason(string file)
    {
        var bytes = Fixture.Bytes(file);
        Inspect(bytes).Refusal.ShouldBeNull();
        // Some formats end in a byte or two that hold no pixels.
        Gen.Int[0, bytes.Length - 3].Sample(length => !string.IsNullOrEmpty(Inspect(bytes.AsSpan(0, length)).Refusal), iter: 300);
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("quadrants-palette.png")]
    [InlineData("quadrants.webp")]
    [InlineData("quadrants.gif")]
    [InlineData("quadrants.bmp")]
    [InlineData("quadrants.tif")]
    public void Any_damage_gives_a_picture_or_a_reason(string file)
    {
        var good = Fixture.Bytes(file);
        var change = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte);
        change.Array[1, 12].Sample(
            changes =>
            {
                var bytes = good.ToArray();
                foreach (var (at, value) in changes) bytes[at] = value;
                var inspection = Inspect(bytes);
                return inspection.Header is null != inspection.Refusal is null;
            },
            iter: 300);
    }

    [Fact]
    public void A_picture_of_too_many_pixels_is_refused_with_its_size()
    {
        var inspector = new ImageInspector(new ImageDecoder(maxPixels: 1000));
        foreach (var file in new[] { "quadrants.jpg", "quadrants.png", "quadrants.tif" })
        {
            inspector.Inspect(Fixture.Bytes(file)).Refusal
                .ShouldBe("48 x 32 pixels are 0.002 megapixels, more than the 0.001 that are allowed");
        }
    }

    private static ImageInspection Inspect(ReadOnlySpan<byte> bytes) => Inspector.Inspect(bytes);
}
