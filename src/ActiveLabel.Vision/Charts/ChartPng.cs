using ActiveLabel.Core.Evaluation.Charts;
using SkiaSharp;

namespace ActiveLabel.Vision.Charts;

/// <summary>Paints a chart in its light colours on white, as a PNG file.</summary>
public static class ChartPng
{
    /// <summary>Twice the drawing's size: sharp in print and on dense screens.</summary>
    private const float Scale = 2;

    /// <summary>Of its own: a server may have no fonts at all. Source Sans 3, regular, its Latin letters.</summary>
    private static readonly Lazy<SKTypeface> Sans = new(() =>
    {
        using var font = typeof(ChartPng).Assembly.GetManifestResourceStream("chart-sans.ttf")!;
        return SKTypeface.FromStream(font);
    });

    public static byte[] Paint(Chart drawing)
    {
        using var surface = SKSurface.Create(new SKImageInfo((int)(drawing.Width * Scale), (int)(drawing.Height * Scale)));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        foreach (var mark in drawing.Marks)
        {
            if (mark is Outline outline)
                Paint(canvas, outline);
            else if (mark is Words words)
                Paint(canvas, words);
        }

        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return png.ToArray();
    }

    private static void Paint(SKCanvas canvas, Outline outline)
    {
        using var builder = new SKPathBuilder();
        builder.AddPoly([.. outline.Spots.Select(s => new SKPoint((float)s.X, (float)s.Y))], outline.Closed);
        using var path = builder.Detach();
        if (outline.Fill is { } fill)
        {
            using var paint = new SKPaint { Color = SKColor.Parse(fill.Light).WithAlpha((byte)Math.Round(255 * outline.Opacity)), IsAntialias = true };
            canvas.DrawPath(path, paint);
        }

        if (outline.Stroke is not { } stroke)
            return;

        using var dash = outline.Dash.Count == 0 ? null : SKPathEffect.CreateDash([.. outline.Dash.Select(d => (float)d)], 0);
        using var line = new SKPaint
        {
            Color = SKColor.Parse(stroke.Light),
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = (float)outline.LineWidth,
            StrokeJoin = SKStrokeJoin.Round,
            PathEffect = dash,
        };
        canvas.DrawPath(path, line);
    }

    private static void Paint(SKCanvas canvas, Words words)
    {
        using var font = new SKFont(Sans.Value, (float)words.Size) { Embolden = words.Bold, Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
        using var paint = new SKPaint { Color = SKColor.Parse(words.Ink.Light), IsAntialias = true };
        var align = words.Anchor switch { Anchor.Middle => SKTextAlign.Center, Anchor.End => SKTextAlign.Right, _ => SKTextAlign.Left };
        canvas.Save();
        canvas.Translate((float)words.At.X, (float)words.At.Y);
        if (words.Upwards)
            canvas.RotateDegrees(-90);
        canvas.DrawText(words.Text, 0, 0, align, font, paint);
        canvas.Restore();
    }
}
