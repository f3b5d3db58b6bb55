using System.Numerics;

namespace ActiveLabel.Vision.Drawing;

/// <summary>The wood about the knot: rings, fibres and marks, all bent by the branch that the trunk grew round.</summary>
internal sealed class BoardSurface
{
    private readonly BoardTraits _traits;
    private readonly GrowthRings _rings;
    private readonly GradientNoise _warp;
    private readonly GradientNoise _fine;
    private readonly double _bend;
    private readonly List<Stroke> _cracks = [];
    private readonly List<Stroke> _planer = [];

    /// <param name="traits">The board.</param>
    /// <param name="knotRadius">Radius of the disc that the fibres flow round, in lines.</param>
    /// <param name="extent">Lines from the knot to the farthest corner of the picture.</param>
    /// <param name="random">The picture's stream.</param>
    public BoardSurface(BoardTraits traits, double knotRadius, double extent, DrawingRandom random)
    {
        _traits = traits;
        _bend = knotRadius * random.Between(0.9, 1.25);
        _rings = new GrowthRings(random.NextSeed(), traits.LatewoodStart, random.Between(0.2, 0.9));
        _warp = new GradientNoise(random.NextSeed());
        _fine = new GradientNoise(random.NextSeed());
        for (var i = 0; i < traits.Cracks; i++)
        {
            var u = random.Between(-extent, extent);
            _cracks.Add(Stroke.Walk(random, u, random.Between(-extent, 0), 0.25 + random.Normal(0, 0.015),
                extent * random.Between(0.4, 1.6), random.Between(0.5, 1.2), 0.011));
        }
        for (var i = 0; i < traits.PlanerLines; i++)
        {
            _planer.Add(Stroke.Walk(random, random.Between(-extent, extent * 0.3), random.Between(-extent, extent),
                random.Normal(0.004, 0.006), extent * random.Between(0.4, 1.8), random.Between(0.6, 1.3), 0.002));
        }
    }

    /// <summary>Density at a place (lines from the knot's middle; v runs along the grain).</summary>
    public Vector3 At(double u, double v)
    {
        // Potential flow past a cylinder: its stream function is the coordinate across the fibres, its
        // potential the one along them, and far from the knot they are u and v again.
        var r2 = (u * u) + (v * v);
        var push = _bend * _bend / (r2 + (0.12 * _bend * _bend));
        var (across, along) = (u * (1 - push), v * (1 + push));
        across += _traits.Skew * v * 6;

        var warp = _warp.Octaves(across / 46, along / 150, 3);
        var nearness = Math.Sqrt(push / (1 + push));
        var t = (((_traits.Slope * across) + (_traits.Curvature * across * across)) / _traits.RingWidth)
            + (_traits.Lift * nearness * nearness * 1.6) + (_traits.Waviness * warp) + _traits.Offset;

        var fibre = _fine.At(across / 1.9, along / 17) + (0.6 * _fine.At((across / 4.3) + 50, along / 46));
        var tuft = 1 - (2.4 * Math.Abs(_fine.At((u / 8) + (2.5 * warp), (v / 3.6) + (3.5 * warp))));
        var patches = PortableMath.Step(-0.2, 0.5, _warp.At((u / 60) + 31, (v / 45) + 7));
        var density = _traits.LatewoodDepth * _rings.At(t);
        density += _traits.FibreDepth * fibre * 0.6;
        density -= _traits.Fuzz * patches * tuft * 0.6;
        density += _traits.Mottle * _warp.Octaves((u / 70) + 90, (v / 60) + 13, 3);
        // Where the fibres dip towards the branch they throw the light elsewhere.
        density += _traits.Sheen * (0.3 + nearness) * _warp.Octaves((u / _bend) - 12, (v * 1.7 / _bend) + 37, 3);
        if (_traits.SawMarks > 0)
            density += _traits.SawMarks * patches * PortableMath.SinCos((v + (0.05 * u)) / _traits.SawPitch + (0.1 * warp)).Sin;

        var pigment = Pigments.Latewood * (float)density;
        if (_traits.Resin > 0)
        {
            var streak = PortableMath.Step(0.25, 0.8, _warp.Octaves((across / 16) + 200, along / 220, 2));
            pigment += Pigments.Resin * (float)(_traits.Resin * streak);
        }
        if (_traits.Stain > 0)
        {
            var cloud = PortableMath.Step(-0.1, 0.8, _warp.Octaves((across / 60) - 70, (along / 160) + 44, 3));
            pigment += Pigments.GreyRot * (float)(_traits.Stain * cloud);
        }
        return Pigments.Sapwood + pigment + Marks(u, v);
    }

    /// <summary>Wood darkens towards a knot even where it is not yet knot.</summary>
    public double HaloAt(double distance) =>
        distance < 1 ? _traits.Halo : _traits.Halo * PortableMath.Bell(distance - 1, _traits.HaloReach);

    private Vector3 Marks(double u, double v)
    {
        var marks = Vector3.Zero;
        foreach (var crack in _cracks) marks += Pigments.Crack * (float)((0.8 + (0.6 * _fine.At(u / 11, v / 14))) * crack.At(u, v));
        foreach (var line in _planer) marks -= Pigments.Latewood * (float)(0.16 * line.At(u, v));
        return marks;
    }
}
