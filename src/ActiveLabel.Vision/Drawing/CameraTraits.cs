namespace ActiveLabel.Vision.Drawing;

/// <summary>
/// A line-scan camera above the saw line, as in the real crops: pixels wider along the sensor than lines are
/// apart, a softer image across than along, colour lines a little out of step, a lamp that is never quite even.
/// </summary>
internal sealed record CameraTraits
{
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>How much wider than tall the camera draws a circle.</summary>
    public required double Stretch { get; init; }

    /// <summary>The knot's radius in lines, and its middle in pixels.</summary>
    public required double KnotRadius { get; init; }
    public required double KnotX { get; init; }
    public required double KnotY { get; init; }
    public required double BlurX { get; init; }
    public required double BlurY { get; init; }

    /// <summary>How far the camera's own sharpening overshoots at an edge: a pale rim round what is dark.</summary>
    public required double Sharpening { get; init; }

    /// <summary>Lines that red lags behind green, and green behind blue.</summary>
    public required double ColourShift { get; init; }
    public required double Exposure { get; init; }
    public required double Warmth { get; init; }
    public required double SlopeX { get; init; }
    public required double SlopeY { get; init; }
    public required double Vignette { get; init; }
    public required double Grain { get; init; }
    public required double Columns { get; init; }
    public required double Lines { get; init; }
    public required int Quality { get; init; }

    /// <summary>Pixels of dark background at the left (negative: right) edge; 0 where the crop is all board.</summary>
    public required double Background { get; init; }

    public static CameraTraits Draw(DrawingRandom random)
    {
        var aspect = Math.Clamp(random.Around(1.45, 0.25), 0.7, 2.0);
        var area = random.Between(150.0, 215.0);
        var root = Math.Sqrt(aspect);
        var width = Math.Clamp((int)(area * root), 128, 256);
        var height = Math.Clamp((int)(area / root), 128, 256);
        var stretch = Math.Clamp(random.Around(1.75, 0.20), 1.05, 2.8);
        var room = Math.Min(width / stretch, height);
        var radius = room * Math.Clamp(random.Around(0.34, 0.22), 0.18, 0.50);
        var cut = random.Chance(0.12);
        var sharp = random.Between(0.55, 1.8);
        return new CameraTraits
        {
            Width = width,
            Height = height,
            Stretch = stretch,
            KnotRadius = radius,
            KnotX = width * (cut ? 0.5 + (random.Sign() * random.Between(0.25, 0.42)) : random.Normal(0.5, 0.06, 0.3, 0.7)),
            KnotY = height * random.Normal(0.5, cut ? 0.12 : 0.06, 0.2, 0.8),
            BlurX = sharp * random.Between(1.6, 2.2),
            BlurY = sharp * random.Between(0.7, 1.0),
            Sharpening = random.Between(0.1, 0.7),
            ColourShift = random.Normal(0.35, 0.35, -0.4, 1.2),
            Exposure = random.Around(1.0, 0.12),
            Warmth = random.Normal(0, 0.018),
            SlopeX = random.Normal(0, 0.07),
            SlopeY = random.Normal(0, 0.05),
            Vignette = random.Between(0, 0.16),
            Grain = random.Between(0.8, 2.4),
            Columns = random.Between(0, 0.9),
            Lines = random.Between(0.2, 1.3),
            Quality = random.Between(86, 92),
            Background = random.Chance(0.025) ? random.Sign() * random.Between(4, 18) : 0,
        };
    }
}
