namespace ActiveLabel.Vision.Drawing;

/// <summary>How the board was grown and sawn. Lengths are in lines: pixels along the grain.</summary>
internal sealed record BoardTraits
{
    public required double RingWidth { get; init; }

    /// <summary>1 where the saw cut across the rings (straight stripes), near 0 where it ran along them (flames).</summary>
    public required double Slope { get; init; }

    /// <summary>How many rings the branch lifts above the cut, which closes them round the knot.</summary>
    public required double Lift { get; init; }
    public required double Curvature { get; init; }
    public required double Offset { get; init; }
    public required double Waviness { get; init; }
    public required double LatewoodStart { get; init; }
    public required double LatewoodDepth { get; init; }
    public required double FibreDepth { get; init; }

    /// <summary>Torn, fuzzy fibres of a rough saw.</summary>
    public required double Fuzz { get; init; }
    public required double Mottle { get; init; }
    public required double Sheen { get; init; }
    public required double Halo { get; init; }
    public required double HaloReach { get; init; }
    public required double Skew { get; init; }
    public required double Resin { get; init; }
    public required double Stain { get; init; }
    public required double SawMarks { get; init; }
    public required double SawPitch { get; init; }
    public required int PlanerLines { get; init; }
    public required int Cracks { get; init; }

    public static BoardTraits Draw(DrawingRandom random)
    {
        var flat = random.Chance(0.6);
        var rough = random.Chance(0.6);
        return new BoardTraits
        {
            RingWidth = random.Around(flat ? 13 : 8, 0.35),
            Slope = flat ? random.Between(0.03, 0.35) : random.Between(0.6, 1.0),
            Lift = flat ? random.Between(2, 7) : random.Between(0.2, 2),
            Curvature = flat ? random.Between(0, 0.006) : 0,
            Offset = random.Between(0, 1000),
            Waviness = random.Between(0.3, 1.1),
            LatewoodStart = random.Between(0.25, 0.65),
            LatewoodDepth = random.Between(0.08, 0.36),
            FibreDepth = random.Between(0.04, 0.12),
            Fuzz = rough ? random.Between(0.14, 0.48) : random.Between(0.02, 0.12),
            Mottle = random.Between(0.10, 0.28),
            Sheen = random.Between(0.08, 0.32),
            Halo = random.Between(0, 0.40),
            HaloReach = random.Between(0.25, 0.8),
            Skew = random.Normal(0, 0.012),
            Resin = random.Chance(0.12) ? random.Between(0.2, 0.6) : 0,
            Stain = random.Chance(0.10) ? random.Between(0.1, 0.35) : 0,
            SawMarks = random.Chance(0.25) ? random.Between(0.01, 0.03) : 0,
            SawPitch = random.Between(9, 26),
            PlanerLines = random.Chance(0.25) ? random.Between(1, 5) : 0,
            Cracks = random.Chance(0.22) ? random.Between(1, 2) : 0,
        };
    }
}
