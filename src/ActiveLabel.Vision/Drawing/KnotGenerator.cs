using System.Text;
using SkiaSharp;

namespace ActiveLabel.Vision.Drawing;

/// <summary>One drawn picture: its file name (which does not give its class away), its class and its JPEG bytes.</summary>
public sealed record KnotPicture(string File, KnotClass Label, byte[] Jpeg);

/// <summary>
/// Draws labelled pictures of knots in sawn softwood. The same seed gives the same bytes on every machine, whatever
/// the number of cores, as long as the JPEG encoder (SkiaSharp's) stays the pinned version.
/// </summary>
public static class KnotGenerator
{
    /// <summary>The committed set's size and seed.</summary>
    public const int DefaultCount = 640;
    public const int DefaultSeed = 2017;

    /// <summary>File names carry four digits.</summary>
    public const int LargestCount = 9999;
    public const string LabelsFile = "labels.csv";

    /// <summary>Writes knot_0001.jpg and so on, and labels.csv (header <c>file,label</c>), into a folder.</summary>
    public static void Write(string folder, int count = DefaultCount, int seed = DefaultSeed, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LargestCount);
        Directory.CreateDirectory(folder);
        var labels = new KnotClass[count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var picture = Draw(i + 1, seed);
            labels[i] = picture.Label;
            File.WriteAllBytes(Path.Combine(folder, picture.File), picture.Jpeg);
        });

        var csv = new StringBuilder("file,label\r\n");
        for (var i = 0; i < count; i++) csv.Append($"{FileName(i + 1)},{NameOf(labels[i])}\r\n");
        File.WriteAllText(Path.Combine(folder, LabelsFile), csv.ToString());
    }

    /// <summary>Draws the picture of one number (from 1) alone.</summary>
    public static KnotPicture Draw(int number, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        var random = new DrawingRandom(seed, number);
        var kind = PickClass(random);
        var camera = CameraTraits.Draw(random);
        var board = BoardTraits.Draw(random);
        var knot = KnotTraits.Draw(kind, random);
        var extent = Math.Max(camera.Width, camera.Height) * 0.75;
        var wood = new BoardSurface(board, camera.KnotRadius, extent, random);
        var surface = new KnotSurface(knot, camera.KnotRadius, random);
        var rgb = new Camera(camera).Expose((u, v) => surface.Over(wood, u, v), random);
        return new KnotPicture(FileName(number), kind, Encode(rgb, camera));
    }

    /// <summary>The class as labels.csv writes it.</summary>
    public static string NameOf(KnotClass kind) => kind switch
    {
        KnotClass.Sound => "sound",
        KnotClass.Dry => "dry",
        KnotClass.Encased => "encased",
        KnotClass.Decayed => "decayed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string FileName(int number) => $"knot_{number:D4}.jpg";

    /// <summary>As uneven as a saw mill finds them.</summary>
    private static KnotClass PickClass(DrawingRandom random) => random.Unit() switch
    {
        < 0.40 => KnotClass.Sound,
        < 0.68 => KnotClass.Dry,
        < 0.86 => KnotClass.Encased,
        _ => KnotClass.Decayed,
    };

    private static byte[] Encode(byte[] rgb, CameraTraits camera)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(camera.Width, camera.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = bitmap.GetPixelSpan();
        for (var i = 0; i < camera.Width * camera.Height; i++)
        {
            rgb.AsSpan(3 * i, 3).CopyTo(pixels[(4 * i)..]);
            pixels[(4 * i) + 3] = 255;
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, camera.Quality);
        return data.ToArray();
    }
}
