using ActiveLabel.Vision.Decoding;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

/// <summary>One picture in every kind of file, against what Pillow reads of it (Fixtures/Formats/make.py).</summary>
public sealed class FormatTests
{
    public static TheoryData<string> Files { get; } = [.. Directory
        .EnumerateFiles(Path.GetDirectoryName(Fixture.Path("Formats/jpeg-cmyk.jpg"))!)
        .Select(path => Path.GetFileName(path)!).Where(name => !name.EndsWith(".expected.png", StringComparison.Ordinal) && !name.EndsWith(".py", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_kind_of_file_becomes_what_pillow_makes_of_it(string file)
    {
        using var pixels = Fixture.Decode("Formats/" + file);
        using var expected = Fixture.Decode($"Formats/{Path.GetFileNameWithoutExtension(file)}.expected.png");
        Fixture.LargestDifference(pixels, expected).ShouldBeLessThanOrEqualTo(Tolerance(file));
        pixels.Pixels.ToArray().ShouldAllBe(pixel => pixel >> 24 == 255);
    }

    [Fact]
    public void A_large_png_is_turned_upright_too()
    {
        // Those go to libvips, whatever their size here.
        using var pixels = new PixelBuffer();
        new VipsDecoder(PixelLimit.Default).Decode(Fixture.Bytes("Formats/png-orientation-6.png"), EncodedFormat.Png, PixelDemand.Whole, pixels)
            .Refusal.ShouldBeNull();
        using var expected = Fixture.Decode("Formats/png-orientation-6.expected.png");
        Fixture.LargestDifference(pixels, expected).ShouldBe(0);
    }

    // The decoders cut 16 bits and 5 bits where Pillow or the formula round, and alpha is laid over white in one step more or less.
    private static int Tolerance(string file) =>
        file.Contains("-16") || file.Contains("-565") || file.Contains("alpha") || file.Contains("rgba") ? 1 : 0;
}
