using System.Numerics;

namespace ActiveLabel.Vision.Drawing;

/// <summary>The outline of a knot and coordinates inside it. A place is given in lines from the knot's middle.</summary>
internal sealed class KnotShape
{
    private readonly KnotTraits _traits;
    private readonly GradientNoise _outline;
    private readonly double _sin;
    private readonly double _cos;

    public KnotShape(KnotTraits traits, double radius, uint seed)
    {
        _traits = traits;
        Radius = radius;
        _outline = new GradientNoise(seed);
        (_sin, _cos) = PortableMath.SinCos(traits.Tilt);
    }

    public double Radius { get; }

    /// <summary>
    /// The place in the knot's own disc: <c>Distance</c> is 0 in the middle, 1 on the outline; <c>Age</c> is 0 at
    /// the pith, 1 on the outline; <c>Way</c> is the unit direction from the middle.
    /// </summary>
    public (double X, double Y, double Distance, double Age, Vector2 Way) Locate(double u, double v)
    {
        var root = Math.Sqrt(_traits.Aspect);
        var x = ((u * _cos) + (v * _sin)) / (Radius * root);
        var y = ((v * _cos) - (u * _sin)) / (Radius / root);
        y /= Math.Max(0.25, 1 + (_traits.Taper * Math.Clamp(x, -1.4, 1.4)));
        var length = Math.Sqrt((x * x) + (y * y));
        var way = length < 1e-9 ? new Vector2(1, 0) : new Vector2((float)(x / length), (float)(y / length));
        var swell = 1 + (_traits.Wobble * _outline.Octaves((way.X * 1.3) + 5, (way.Y * 1.3) - 5, 2));
        (x, y) = (x / swell, y / swell);
        var distance = length / swell;
        return (x, y, distance, AgeAt(x, y), way);
    }

    /// <summary>
    /// Circles about an eccentric pith: the circle of age q has its centre at (1 - q) times the pith's place, so
    /// |p - (1 - q) e| = q, a quadratic in q.
    /// </summary>
    private double AgeAt(double x, double y)
    {
        var (ex, ey) = (_traits.PithX, _traits.PithY);
        var (px, py) = (x - ex, y - ey);
        var inward = 1 - (ex * ex) - (ey * ey);
        var along = (ex * px) + (ey * py);
        return (along + Math.Sqrt((along * along) + (inward * ((px * px) + (py * py))))) / inward;
    }
}
