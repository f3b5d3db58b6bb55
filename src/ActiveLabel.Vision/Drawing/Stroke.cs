namespace ActiveLabel.Vision.Drawing;

/// <summary>A broken line with a width that tapers from <c>Width</c> to nothing: a crack, a check, a tool's mark.</summary>
internal sealed class Stroke
{
    private readonly (double U, double V)[] _points;
    private readonly double _width;
    private readonly double _reach;

    private Stroke((double U, double V)[] points, double width)
    {
        _points = points;
        _width = width;
        _reach = (width * 1.5) + 1;
    }

    /// <summary>Walks from a place in a direction (turns), turning a little at each step.</summary>
    public static Stroke Walk(DrawingRandom random, double u, double v, double way, double length, double width, double unrest)
    {
        var steps = Math.Max(4, (int)(length / 7));
        var points = new (double U, double V)[steps + 1];
        points[0] = (u, v);
        for (var i = 1; i <= steps; i++)
        {
            var (sin, cos) = PortableMath.SinCos(way + random.Normal(0, unrest));
            (u, v) = (u + (cos * length / steps), v + (sin * length / steps));
            points[i] = (u, v);
        }
        return new Stroke(points, width);
    }

    /// <summary>1 in the middle of the line, 0 beside it.</summary>
    public double At(double u, double v)
    {
        var best = 0.0;
        for (var i = 0; i + 1 < _points.Length; i++)
        {
            var (au, av) = _points[i];
            var (bu, bv) = _points[i + 1];
            if (v < Math.Min(av, bv) - _reach || v > Math.Max(av, bv) + _reach) continue;
            if (u < Math.Min(au, bu) - _reach || u > Math.Max(au, bu) + _reach) continue;
            var (du, dv) = (bu - au, bv - av);
            var share = Math.Clamp((((u - au) * du) + ((v - av) * dv)) / ((du * du) + (dv * dv) + 1e-9), 0, 1);
            var (ou, ov) = (u - au - (share * du), v - av - (share * dv));
            var width = _width * (1 - (0.85 * (i + share) / (_points.Length - 1)));
            var away = Math.Sqrt((ou * ou) + (ov * ov));
            best = Math.Max(best, (1 - PortableMath.Step(width * 0.5, (width * 0.5) + 0.9, away)) * Math.Min(1, width));
        }
        return best;
    }
}
