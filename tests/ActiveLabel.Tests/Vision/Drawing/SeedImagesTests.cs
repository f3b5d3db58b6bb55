using ActiveLabel.TestKit;
using ActiveLabel.Vision.Drawing;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ActiveLabel.Tests.Vision.Drawing;

/// <summary>The committed folder seed-images.</summary>
public sealed class SeedImagesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "seed-images");

    [Fact]
    public void A_sample_is_to_the_byte_what_the_generator_draws()
    {
        const int step = 57;
        var numbers = Enumerable.Range(0, 12).Select(i => 1 + (i * step)).ToList();
        numbers[^1].ShouldBeLessThanOrEqualTo(KnotGenerator.DefaultCount);
        var labels = Labels();
        Parallel.ForEach(numbers, number =>
        {
            var picture = KnotGenerator.Draw(number, KnotGenerator.DefaultSeed);
            labels[picture.File].ShouldBe(KnotGenerator.NameOf(picture.Label));
            File.ReadAllBytes(Path.Combine(Folder, picture.File)).AsSpan().SequenceEqual(picture.Jpeg)
                .ShouldBeTrue($"{picture.File} differs: draw them again with 'activelabel seed-images --out seed-images'.");
        });
    }

    [Fact]
    public void Labels_name_every_picture_in_order_and_every_class_is_there()
    {
        var labels = Labels();
        labels.Count.ShouldBe(KnotGenerator.DefaultCount);
        labels.Keys.ShouldBe(Pictures().Select(file => file.Name).Order(StringComparer.Ordinal));
        var counts = labels.Values.CountBy(label => label).ToDictionary();
        counts.Keys.Order(StringComparer.Ordinal).ShouldBe(["decayed", "dry", "encased", "sound"]);
        counts.Values.Min().ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Pictures_are_small_jpegs_of_128_to_256_pixels()
    {
        var pictures = Pictures();
        pictures.Count.ShouldBeGreaterThanOrEqualTo(600);
        pictures.Sum(file => file.Length).ShouldBeLessThan(12_000_000);
        foreach (var file in pictures)
        {
            using var codec = SKCodec.Create(file.FullName);
            codec.EncodedFormat.ShouldBe(SKEncodedImageFormat.Jpeg);
            codec.Info.Width.ShouldBeInRange(128, 256);
            codec.Info.Height.ShouldBeInRange(128, 256);
        }
    }

    private static List<FileInfo> Pictures() => [.. new DirectoryInfo(Folder).EnumerateFiles("*.jpg")];

    private static Dictionary<string, string> Labels()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, KnotGenerator.LabelsFile));
        lines[0].ShouldBe("file,label");
        return lines.Skip(1).Select(line => line.Split(',')).ToDictionary(row => row[0], row => row[1]);
    }
}
