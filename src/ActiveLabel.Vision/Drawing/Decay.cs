using System.Numerics;

namespace ActiveLabel.Vision.Drawing;

/// <summary>Rot: clouds of brown or grey that blur the rings, pits, pale pockets, and the small cracks of brittle wood.</summary>
internal sealed class Decay(KnotTraits traits, double radius, uint seed)
{
    private readonly GradientNoise _noise = new(seed);

    public Vector3 Over(Vector3 sheet, double u, double v, double distance)
    {
        if (traits.Rot <= 0) return sheet;
        var (x, y) = (u / radius, v / radius);
        var patch = _noise.Octaves((x * 1.3) + 11, (y * 1.1) + 23, 3);
        // Rot takes the knot first; where it is far gone it creeps out into the wood, farther along the grain.
        var outside = Math.Max(0, (distance * PortableMath.Lerp(1, 0.75, Math.Abs(y) / (Math.Abs(x) + Math.Abs(y) + 0.01))) - 0.75);
        var reach = (1.25 * traits.Rot) - 0.35 + (0.75 * patch) - (1.1 * outside);
        var taken = PortableMath.Step(-0.25, 0.55, reach);
        if (taken <= 0) return sheet;

        var crumbs = _noise.Octaves((u / 9) - 40, (v / 8) + 8, 3);
        var pits = PortableMath.Step(0.05, 0.85, _noise.Octaves((x * 2.4) + 60, (y * 2.2) + 60, 3));
        var pockets = PortableMath.Step(0.1, 0.8, _noise.Octaves((x * 3.2) - 90, (y * 2) - 15, 3));
        var brittle = PortableMath.Step(0.90, 0.99, 1 - Math.Abs(_noise.Octaves((x * 1.5) + 5, (y * 1.9) - 66, 3)));
        var pigment = Vector3.Lerp(Pigments.BrownRot, Pigments.GreyRot, (float)(0.8 * traits.RotGrey));
        var depth = 0.42 + (0.40 * patch) + (0.14 * crumbs) + (0.9 * pits) - (0.42 * pockets) + (0.15 * brittle);
        var ruined = Vector3.Lerp(sheet, Pigments.Sapwood * 1.15f, 0.4f) + (pigment * (float)depth);
        return Vector3.Lerp(sheet, ruined, (float)(taken * Math.Min(1, 0.35 + traits.Rot)));
    }
}
