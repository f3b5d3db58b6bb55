using System.Globalization;

namespace ActiveLabel.Cli.Simulations.Html;

/// <summary>Figures as a report writes them.</summary>
internal static class Figures
{
    public static string Share(double mean, double? error) => Invariant($"{mean:0.000}") + Error(error, "0.000");

    public static string Difference(double mean, double? error) => Signed(mean, "0.000") + Error(error, "0.000");

    public static string Worst(SimulateWorstRound? worst) => worst switch
    {
        null => "\u2013",
        { StandardErrors: { } errors } => $"{Signed(errors, "0.0")} (round {worst.Round}, {Signed(worst.Difference, "0.000")})",
        _ => $"round {worst.Round}: {Signed(worst.Difference, "0.000")} with every seed",
    };

    public static string Labels(SimulateReach reach) =>
        (reach.Reached switch { "atStart" => "at most ", "never" => "more than ", _ => "" }) + Invariant($"{reach.Labels:0}") + Error(reach.LabelsStandardError, "0");

    public static string ShareOfBaseline(SimulateReach reach) => reach.ShareOfBaseline is not { } share
        ? "\u2013"
        : (reach.ShareIsAtMost ? "at most " : "") + Invariant($"{share * 100:0}\u00a0%") + (reach.ShareStandardError is { } e ? Invariant($" \u00b1 {e * 100:0}\u00a0%") : "");

    public static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Error(double? error, string format) => error is { } e ? $" \u00b1 {e.ToString(format, CultureInfo.InvariantCulture)}" : "";

    private static string Signed(double value, string format) =>
        value.ToString($"+{format};-{format};{format}", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
