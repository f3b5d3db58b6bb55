using System.Numerics;

namespace ActiveLabel.Vision.Drawing;

/// <summary>The dark ring where branch and trunk did not grow together: a thin line, or bark with body of its own.</summary>
internal sealed class BarkSeam
{
    private readonly KnotTraits _traits;
    private readonly GradientNoise _noise;
    private readonly double _radius;
    private readonly double _gap;
    private readonly Vector2 _side;
    private readonly double _tailUp;

    public BarkSeam(KnotTraits traits, double radius, uint seed)
    {
        _traits = traits;
        _radius = radius;
        _noise = new GradientNoise(seed);
        var (sin, cos) = PortableMath.SinCos(traits.SeamSide);
        _side = new Vector2((float)cos, (float)sin);
        // A share of the circle lies where the direction's cosine exceeds the cosine of half that share.
        _gap = 1.4 * PortableMath.SinCos(Math.Min(traits.SeamCover, 1) / 2).Cos;
        _tailUp = sin < 0 ? -1 : 1;
    }

    public Vector3 At(double u, double v, double distance, Vector2 way)
    {
        if (_traits.SeamDepth <= 0) return Vector3.Zero;
        var uneven = _noise.Octaves(way.X * 1.6, way.Y * 1.6, 3);
        var facing = (way.X * _side.X) + (way.Y * _side.Y) + (0.45 * uneven);
        var cover = _traits.SeamCover >= 1 ? 1 : PortableMath.Step(_gap - 0.25, _gap + 0.25, facing);
        var swell = PortableMath.Exp(_traits.SeamRoughness * 0.9 * _noise.Octaves((way.X * 1.2) + 20, way.Y * 1.2, 2));
        var half = Math.Max(0.5 * _traits.SeamWidth * swell, 0.8 / _radius);
        var ragged = distance + (_traits.SeamRoughness * 0.35 * half * _noise.Octaves(u / 9, v / 7, 3));
        var away = ragged - 1 + (half * 0.6);
        var body = 1 - PortableMath.Step(half * 0.3, (half * 1.3) + (0.8 / _radius), Math.Abs(away));
        // Inside it shades off into the branch.
        if (away < 0) body = Math.Max(body, 0.35 * PortableMath.Bell(away, half * 2));
        var ring = body * cover * Math.Min(1, swell);
        var depth = Math.Max(ring, Tail(u, v, distance));
        if (depth <= 0) return Vector3.Zero;

        // Bark is flaky: darker and redder plates side by side.
        var thick = PortableMath.Step(0.06, 0.16, _traits.SeamWidth);
        var flakes = _noise.Octaves((u / 7) + 80, (v / 5) - 30, 3);
        depth *= 0.85 + (0.45 * _noise.Octaves(way.X * 1.4, (way.Y * 1.4) + 44, 3));
        var pigment = Pigments.Mix(Pigments.Bark, Pigments.RedBark, (float)(thick * PortableMath.Step(0, 0.6, flakes)));
        return pigment * (float)(_traits.SeamDepth * (1 - (0.6 * _traits.Rot)) * depth * (1 - (0.45 * thick * PortableMath.Step(-0.1, 0.7, flakes))));
    }

    /// <summary>Bark drawn out along the grain above or below the knot, like a wick.</summary>
    private double Tail(double u, double v, double distance)
    {
        if (_traits.BarkTail <= 0 || v * _tailUp < 0 || distance < 0.9) return 0;
        var outward = ((v * _tailUp) - (_radius * 0.8)) / (_radius * _traits.BarkTail);
        if (outward > 1) return 0;
        var width = _radius * 0.9 * _traits.SeamWidth * (1 - Math.Max(0, outward)) * (1.1 + _noise.At(v / 13, 12));
        var sway = _radius * 0.22 * _noise.At(v / _radius, 71);
        return 0.8 * (1 - PortableMath.Step(width * 0.2, width + 1.5, Math.Abs(u - sway))) * (1 - (0.6 * Math.Max(0, outward)));
    }
}
