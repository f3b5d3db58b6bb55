using System.Numerics;

namespace ActiveLabel.Vision.Drawing;

/// <summary>Rot: clouds of brown or grey that blur the rings, pits, pale pockets, a hollow.</summary>
internal sealed class Decay(KnotTraits traits, double radius, uint seed)
{
    private readonly GradientNoise _noise = new(seed);

    public Vector3 Over(Vector3 sheet, double u, double v, double distance)
    {
        if (traits.Rot <= 0) return sheet;
        var (x, y) = (u / radius, v / radius);
        var patch = _noise.Octaves((x * 1.1) + 11, (y * 0.9) + 23, 3);
        // Rot takes the knot first; where it is far gone it creeps out into the wood, farther along the grain.
        var alongGrain = Math.Abs(y) / (Math.Abs(x) + Math.Abs(y) + 0.01);
        var outside = Math.Max(0, (distance * PortableMath.Lerp(1, 0.8, alongGrain)) - 0.7);
        var reach = (1.2 * traits.Rot) - 0.25 + (0.6 * patch) - (1.6 * outside);
        var taken = PortableMath.Step(-0.2, 0.6, reach);
        if (taken <= 0) return sheet;

        var streaks = _noise.Octaves((x * 4) - 40, (y * 1.3) + 8, 3);
        var crumbs = _noise.Octaves((u / 7) + 70, (v / 6) + 18, 2);
        var pits = PortableMath.Step(0.15, 0.8, _noise.Octaves((x * 2.1) + 60, (y * 1.8) + 60, 2));
        var pockets = traits.RotGrey * PortableMath.Step(0.05, 0.8, _noise.Octaves((x * 4.2) - 90, (y * 2) - 15, 2));
        var hollow = PortableMath.Step(0.1, 0.5, traits.Hollow - distance + (0.5 * patch) + (0.12 * crumbs));
        var pigment = Pigments.Mix(Pigments.BrownRot, Pigments.GreyRot, (float)(0.8 * traits.RotGrey));
        var depth = 0.40 + (0.35 * patch) + (0.22 * streaks) + (0.12 * crumbs) + (0.7 * pits) - (0.45 * pockets) + (1.5 * hollow);
        var ruined = Pigments.Mix(sheet, Pigments.Sapwood * 1.15f, 0.5f) + (pigment * (float)depth);
        return Pigments.Mix(sheet, ruined, (float)(taken * Math.Min(1, 0.35 + traits.Rot)));
    }
}
