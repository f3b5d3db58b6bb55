using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Images;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Sketches;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ActiveLabel.Tests.Features.Likeness;

public sealed class SketchTests
{
    private const int Side = IImageSketch.Side;

    private static readonly ImageSketch Sketches = new(new ImageDecoder());

    [Fact]
    public void Mirrored_and_turned_sketches_are_of_one_picture()
    {
        var grey = Grey(1);
        var sketch = Sketch.Of(grey)!;
        foreach (var mirrored in (bool[])[false, true])
        {
            var values = mirrored ? Map(grey, (x, y) => (Side - 1 - x, y)) : grey;
            for (var quarter = 0; quarter < 4; quarter++)
            {
                sketch.Correlate(Sketch.Of(values)!).ShouldBe(1, 0.002f);
                values = Map(values, (x, y) => (y, Side - 1 - x));
            }
        }
    }

    [Fact]
    public void Brighter_and_duller_sketches_are_of_one_picture_and_others_are_not()
    {
        var (one, other) = (Grey(1), Grey(2));

        Sketch.Of(one)!.Correlate(Sketch.Of(Array.ConvertAll(one, v => 20 + (v / 2)))!).ShouldBe(1, 0.002f);
        Sketch.Of(one)!.Correlate(Sketch.Of(other)!).ShouldBeLessThan(0.5f);
    }

    [Fact]
    public void What_is_of_one_colour_has_no_sketch()
    {
        Sketch.Of(Enumerable.Repeat(120f, Side * Side).ToArray()).ShouldBeNull();
        Sketch.Of(Enumerable.Range(0, Side * Side).Select(i => 120f + (i % 2)).ToArray()).ShouldBeNull();
        Sketch.Of(Enumerable.Repeat(float.NaN, Side * Side).ToArray()).ShouldBeNull();
    }

    [Fact]
    public void Of_a_drawn_knot_its_resized_compressed_and_mirrored_copies_are_known_and_no_other_knot()
    {
        var files = SeedImages.Labels.Take(24).Select(l => Path.Combine(SeedImages.Folder, l.File)).ToArray();
        files.Length.ShouldBe(24);
        var sketches = files.Select(f => SketchOf(File.ReadAllBytes(f))).ToArray();
        using var bitmap = SKBitmap.Decode(files[0]);
        using var half = bitmap.Resize(new SKImageInfo(bitmap.Width / 2, bitmap.Height / 2), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var mirrored = new SKBitmap(bitmap.Width, bitmap.Height);
        using (var canvas = new SKCanvas(mirrored))
        {
            canvas.Scale(-1, 1, bitmap.Width / 2f, 0);
            canvas.DrawBitmap(bitmap, 0, 0, SKSamplingOptions.Default);
        }

        foreach (var copy in (SKBitmap[])[half, mirrored])
        {
            using var encoded = copy.Encode(SKEncodedImageFormat.Jpeg, 60);
            var sketch = SketchOf(encoded.ToArray());
            sketch.Correlate(sketches[0]).ShouldBeGreaterThan(NearDuplicates.LeastCorrelation);
            sketches.Skip(1).Max(sketch.Correlate).ShouldBeLessThan(NearDuplicates.LeastCorrelation);
        }
    }

    [Fact]
    public void Bytes_that_are_no_image_have_no_sketch() => Sketches.Draw("not an image"u8, new float[Side * Side]).ShouldBeFalse();

    private static Sketch SketchOf(byte[] bytes)
    {
        var grey = new float[Side * Side];
        Sketches.Draw(bytes, grey).ShouldBeTrue();
        return Sketch.Of(grey).ShouldNotBeNull();
    }

    private static float[] Grey(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Side * Side).Select(_ => 255 * random.NextSingle())];
    }

    private static float[] Map(float[] from, Func<int, int, (int X, int Y)> source) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => source(i % Side, i / Side)).Select(p => from[(p.Y * Side) + p.X])];
}
