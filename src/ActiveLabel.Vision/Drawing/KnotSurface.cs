using System.Numerics;

namespace ActiveLabel.Vision.Drawing;

/// <summary>The knot itself laid over the board: branch wood, its ring or bark, decay and checks.</summary>
internal sealed class KnotSurface
{
    private readonly KnotTraits _traits;
    private readonly KnotShape _shape;
    private readonly GrowthRings _rings;
    private readonly GradientNoise _grain;
    private readonly BarkSeam _seam;
    private readonly Decay _decay;
    private readonly List<Stroke> _checks = [];

    public KnotSurface(KnotTraits traits, double radius, DrawingRandom random)
    {
        _traits = traits;
        _shape = new KnotShape(traits, radius, random.NextSeed());
        _rings = new GrowthRings(random.NextSeed(), random.Between(0.2, 0.6), random.Between(0.3, 1.0));
        _grain = new GradientNoise(random.NextSeed());
        _seam = new BarkSeam(traits, radius, random.NextSeed());
        _decay = new Decay(traits, radius, random.NextSeed());
        for (var i = 0; i < traits.Checks; i++)
        {
            _checks.Add(Stroke.Walk(random, traits.PithX * radius * random.Between(0.6, 1), traits.PithY * radius,
                random.Unit(), radius * random.Between(0.4, 1.25), random.Between(0.7, 1.9), 0.018));
        }
    }

    /// <summary>The board's density at a place, with the knot over it.</summary>
    public Vector3 Over(BoardSurface board, double u, double v)
    {
        var (x, y, distance, age, way) = _shape.Locate(u, v);
        var wood = board.At(u, v) + (Pigments.Heart * (float)board.HaloAt(distance));
        if (distance > 3) return wood;

        var softness = _traits.Softness * (1 + (0.8 * _traits.Rot));
        var ragged = distance + (0.25 * softness * _grain.Octaves(u / 5, v / 5, 2));
        var inside = 1 - PortableMath.Step(1 - softness, 1 + (0.4 * softness), ragged);
        var branch = inside > 0 ? Branch(x, y, age, u, v, way) : Vector3.Zero;
        var sheet = Pigments.Mix(wood, Pigments.Mix(Pigments.Sapwood, wood, 0.45f) + branch, (float)inside);
        sheet = _decay.Over(sheet, u, v, distance);
        sheet += _seam.At(u, v, distance, way);
        foreach (var check in _checks) sheet += Pigments.Crack * (float)((0.75 + (0.5 * _grain.At(u / 9, v / 9))) * check.At(u, v));
        return sheet;
    }

    private Vector3 Branch(double x, double y, double age, double u, double v, Vector2 way)
    {
        var wavy = age + (0.03 * _grain.At(x * 3, y * 3));
        // A ring is rarely seen all the way round.
        var seen = PortableMath.Step(-0.5, 0.5, _grain.Octaves((x * 1.2) - 33, (y * 1.2) + 12, 2));
        var ring = seen * _rings.At((wavy * _traits.Years) + 40);
        var rays = _grain.At(way.X * 14, way.Y * 14);
        var cloud = _grain.Octaves((x * 1.7) + 9, (y * 1.7) - 4, 4);
        var rough = _grain.Octaves(u / 3.1, (v / 2.4) + 60, 2);
        var body = _traits.Tone
            + (_traits.CoreDepth * (1 - PortableMath.Step(_traits.CoreReach - 0.2, _traits.CoreReach + 0.12, age + (0.25 * cloud))))
            + (_traits.Shade * y)
            + (_traits.PithDepth * PortableMath.Bell(age, 0.10));
        // Even the darkest branch wood is not black, and its texture shows.
        if (body > 0.6) body = 0.6 + (0.55 * (body - 0.6));
        var texture = (_traits.RingDepth * (ring - 0.2)) + (_traits.Mottle * cloud) + (0.06 * rays * age) + (0.08 * rough);
        var tone = body + (texture * (1 + (0.6 * body)));
        var pigment = Pigments.Mix(Pigments.Heart, Pigments.GreyHeart, (float)_traits.Grey);
        return pigment * (float)Math.Max(tone, -0.05);
    }
}
