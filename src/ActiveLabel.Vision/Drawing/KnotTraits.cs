namespace ActiveLabel.Vision.Drawing;

/// <summary>
/// What makes one knot look as it does. The class moves the odds of each trait, never decides it alone: a sound
/// knot may be dark, a dry one's ring faint, bark thin. Lengths are shares of the knot's radius unless said.
/// </summary>
internal sealed record KnotTraits
{
    // Shape.
    public required double Aspect { get; init; }
    public required double Tilt { get; init; }
    public required double Taper { get; init; }
    public required double Wobble { get; init; }
    public required double Softness { get; init; }

    // Wood of the branch.
    public required double PithX { get; init; }
    public required double PithY { get; init; }
    public required double Tone { get; init; }
    public required double Grey { get; init; }
    public required double Years { get; init; }
    public required double RingDepth { get; init; }
    public required double PithDepth { get; init; }
    public required double Mottle { get; init; }

    /// <summary>The branch's own heartwood: how dark, and how far out it reaches.</summary>
    public required double CoreDepth { get; init; }
    public required double CoreReach { get; init; }

    /// <summary>How much darker the side that bore the branch's weight is.</summary>
    public required double Shade { get; init; }

    // The ring round it: a dry knot's dark line, an encased one's bark.
    public required double SeamDepth { get; init; }
    public required double SeamWidth { get; init; }
    public required double SeamCover { get; init; }
    public required double SeamSide { get; init; }
    public required double SeamRoughness { get; init; }
    public required double BarkTail { get; init; }

    // Decay, 0 none to 1 rotten through, and checks (cracks of drying).
    public required double Rot { get; init; }
    public required double RotGrey { get; init; }

    /// <summary>How far from its middle a rotten knot has fallen out.</summary>
    public required double Hollow { get; init; }
    public required int Checks { get; init; }

    public static KnotTraits Draw(KnotClass kind, DrawingRandom random)
    {
        var horn = random.Chance(0.10);
        return new KnotTraits
        {
            Aspect = horn ? random.Between(1.7, 2.8) : random.Around(1.05, 0.16),
            Tilt = random.Normal(0, horn ? 0.02 : 0.05),
            Taper = horn ? random.Sign() * random.Between(0.15, 0.42) : random.Normal(0, 0.08, -0.2, 0.2),
            Wobble = kind switch
            {
                KnotClass.Encased => random.Between(0.05, 0.16),
                KnotClass.Decayed => random.Between(0.04, 0.17),
                _ => random.Between(0.02, 0.10),
            },
            Softness = kind switch
            {
                KnotClass.Sound => random.Between(0.12, 0.60),
                KnotClass.Decayed => random.Between(0.10, 0.45),
                _ => random.Between(0.03, 0.20),
            },
            PithX = random.Normal(0, 0.20, -0.5, 0.5),
            PithY = random.Normal(0, 0.20, -0.5, 0.5),
            Tone = kind switch
            {
                KnotClass.Sound => random.Normal(0.28, 0.16, 0.04, 0.8),
                KnotClass.Dry => random.Normal(0.52, 0.20, 0.12, 1.1),
                KnotClass.Encased => random.Normal(0.50, 0.20, 0.12, 1.1),
                _ => random.Normal(0.58, 0.20, 0.15, 1.2),
            },
            Grey = random.Between(0, kind == KnotClass.Sound ? 0.4 : 0.75),
            Years = random.Around(9, 0.4),
            RingDepth = random.Between(0.10, 0.55),
            PithDepth = random.Chance(0.6) ? random.Between(0.15, 0.8) : 0,
            Mottle = random.Between(0.10, 0.35),
            CoreDepth = random.Chance(0.55) ? random.Between(0.15, 0.65) : 0,
            CoreReach = random.Between(0.3, 0.75),
            Shade = random.Between(0, 0.35),
            SeamDepth = kind switch
            {
                KnotClass.Sound => random.Chance(0.68) ? 0 : random.Between(0.1, 0.65),
                KnotClass.Dry => random.Normal(1.0, 0.33, 0.35, 2.0),
                KnotClass.Encased => random.Normal(1.40, 0.35, 0.7, 2.4),
                _ => random.Chance(0.45) ? 0 : random.Between(0.3, 1.6),
            },
            SeamWidth = kind switch
            {
                KnotClass.Encased => Math.Clamp(random.Around(0.20, 0.30), 0.10, 0.36),
                KnotClass.Decayed => Math.Clamp(random.Around(0.07, 0.4), 0.03, 0.18),
                _ => Math.Clamp(random.Around(0.055, 0.35), 0.025, 0.115),
            },
            SeamCover = kind switch
            {
                KnotClass.Sound => random.Between(0.12, 0.45),
                KnotClass.Dry => random.Chance(0.5) ? 1 : random.Between(0.35, 1),
                KnotClass.Encased => random.Chance(0.4) ? 1 : random.Between(0.38, 1),
                _ => random.Between(0.3, 1),
            },
            SeamSide = random.Unit(),
            SeamRoughness = kind == KnotClass.Encased ? random.Between(0.5, 1) : random.Between(0.1, 0.6),
            BarkTail = kind switch
            {
                KnotClass.Encased when random.Chance(0.35) => random.Between(0.4, 1.4),
                KnotClass.Dry when random.Chance(0.12) => random.Between(0.2, 0.6),
                _ => 0,
            },
            Rot = kind switch
            {
                KnotClass.Decayed => random.Between(0.50, 1.1),
                _ when random.Chance(0.12) => random.Between(0.05, 0.30),
                _ => 0,
            },
            RotGrey = random.Unit(),
            Hollow = kind == KnotClass.Decayed && random.Chance(0.35) ? random.Between(0.2, 0.75) : -1,
            Checks = random.Chance(kind == KnotClass.Sound ? 0.45 : 0.35) ? random.Between(1, 4) : 0,
        };
    }
}
