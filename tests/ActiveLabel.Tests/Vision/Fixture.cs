using ActiveLabel.Vision.Decoding;
using Shouldly;

namespace ActiveLabel.Tests.Vision;

/// <summary>The small pictures of Fixtures, drawn by make.py there.</summary>
internal static class Fixture
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Vision", "Fixtures", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    /// <summary>Decodes whole and checks that it could be.</summary>
    public static PixelBuffer Decode(string name) => Decode(Bytes(name), PixelDemand.Whole);

    public static PixelBuffer Decode(byte[] bytes, PixelDemand demand)
    {
        var pixels = new PixelBuffer();
        new ImageDecoder().Decode(bytes, demand, pixels).Refusal.ShouldBeNull();
        return pixels;
    }

    public static (int Red, int Green, int Blue, int Alpha) At(this PixelBuffer pixels, int x, int y)
    {
        var value = pixels.Pixels[y * pixels.Width + x];
        return ((int)(value & 255), (int)(value >> 8 & 255), (int)(value >> 16 & 255), (int)(value >> 24));
    }

    /// <summary>The largest difference of any channel of any pixel.</summary>
    public static int LargestDifference(PixelBuffer left, PixelBuffer right)
    {
        (left.Width, left.Height).ShouldBe((right.Width, right.Height));
        left.Pixels.Length.ShouldBePositive();
        var largest = 0;
        for (var y = 0; y < left.Height; y++)
        {
            for (var x = 0; x < left.Width; x++)
            {
                var (a, b) = (left.At(x, y), right.At(x, y));
                largest = Math.Max(largest, Math.Max(Math.Abs(a.Red - b.Red), Math.Max(Math.Abs(a.Green - b.Green), Math.Abs(a.Blue - b.Blue))));
            }
        }
        return largest;
    }
}
