using ActiveLabel.Core.Evaluation.Charts;

namespace ActiveLabel.Cli.Simulations.Pictures;

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

    public static IEnumerable<Ink> All => [Paper, Text, Soft, Grid, Baseline, .. Series];

    /// <summary>From the first on again where there are more; dashes and markers tell those apart.</summary>
    public static Ink Of(int series) => Series[series % Series.Length];
}
