using ActiveLabel.Core.Evaluation.Charts;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Shell.Charts.Files;

/// <summary>The colours of a picture: those of the pages, which colour-blind people can tell apart too.</summary>
internal static class Inks
{
    public static readonly Ink Paper = new("paper", "#ffffff", "#1f1b18");
    public static readonly Ink Text = new("text", "#2a231d", "#ede6db");
    public static readonly Ink Soft = new("soft", "#63584c", "#b8ac9d");
    public static readonly Ink Grid = new("grid", "#e3dacb", "#38312b");

    /// <summary>Of the baseline, behind the others.</summary>
    public static readonly Ink Baseline = new("base", "#63584c", "#b8ac9d");

    private static readonly Ink[] Series =
    [
        new("s0", "#076fb8", "#6ab1f3"), new("s1", "#cb5a1a", "#ee8545"), new("s2", "#005d39", "#70ddb1"), new("s3", "#c6589c", "#db5fa1"),
        new("s4", "#352777", "#8f7ae6"), new("s5", "#8a7208", "#f4e06a"), new("s6", "#2a8a9f", "#b1e9f7"), new("s7", "#6b1d24", "#d75a56"),
    ];

    /// <summary>Of all classes together.</summary>
    public static readonly Ink Whole = new("whole", "#7d4a1e", "#e0a86b");

    /// <summary>Of cells on the diagonal of a confusion matrix.</summary>
    public static readonly Ink Right = new("right", "#2d6187", "#82b8de");

    /// <summary>Of the others.</summary>
    public static readonly Ink Wrong = new("wrong", "#ad3226", "#f08f80");

    private static readonly Ink[] Classes =
    [
        new("class-0", "#076fb8", "#6ab1f3"), new("class-1", "#cb5a1a", "#ee8545"), new("class-2", "#005d39", "#70ddb1"), new("class-3", "#c6589c", "#db5fa1"),
        new("class-4", "#352777", "#8f7ae6"), new("class-5", "#ab8f10", "#f4e06a"), new("class-6", "#2f9ab2", "#b1e9f7"), new("class-7", "#6b1d24", "#d75a56"),
        new("class-8", "#773ac1", "#d9a6f2"), new("class-9", "#706052", "#a2968c"), new("class-10", "#5c9466", "#5f9e61"), new("class-11", "#5e5f19", "#bcb554"),
    ];

    public static IEnumerable<Ink> All => [Paper, Text, Soft, Grid, Baseline, .. Series];

    /// <summary>From the first on again where there are more; dashes and markers tell those apart.</summary>
    public static Ink Of(int series) => Series[series % Series.Length];

    public static Ink Of(PlotTone tone) => tone.Class switch
    {
        null => Soft,
        < 0 => Whole,
        { } ordinal => OfClass(ordinal),
    };

    /// <summary>As on the pages: see <see cref="ClassColours"/>.</summary>
    public static Ink OfClass(int ordinal) => Classes[ordinal % ClassColours.Count];
}
