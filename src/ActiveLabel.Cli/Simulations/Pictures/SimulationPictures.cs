using System.Globalization;
using ActiveLabel.Web.Shell.Charts.Files;

namespace ActiveLabel.Cli.Simulations.Pictures;

/// <summary>The pictures of a simulation.</summary>
internal static class SimulationPictures
{
    public static CurvePicture BalancedAccuracy(SimulateReport report, bool withHeading) => new(
        withHeading ? $"{report.Source}: balanced accuracy" : $"Balanced accuracy on {report.Source}", withHeading ? Heading(report) : null, "balanced accuracy",
        Ends(report, "balanced accuracy", r => r.BalancedAccuracy), Curves(report, r => (r.BalancedAccuracy, r.BalancedAccuracyStandardError)));

    public static CurvePicture Accuracy(SimulateReport report) => new(
        $"Accuracy on {report.Source}", null, "accuracy", Ends(report, "accuracy", r => r.Accuracy), Curves(report, r => (r.Accuracy, r.AccuracyStandardError)));

    /// <summary>Null where there is no baseline.</summary>
    public static CurvePicture? Difference(SimulateReport report) => report.Baseline is null ? null : new(
        $"Balanced accuracy less that of {report.Baseline}, on {report.Source}", null, $"against {report.Baseline}",
        string.Join("; ", Against(report).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Strategy}: {s.AgainstBaseline!.Area:+0.000;-0.000;0.000} in the mean of all rounds"))) + ".",
        [.. Against(report).Select(s => Curve(report, s, i => (s.AgainstBaseline!.Rounds[i].BalancedAccuracy, s.AgainstBaseline.Rounds[i].BalancedAccuracyStandardError)))]);

    private static IEnumerable<SimulateStrategy> Against(SimulateReport report) => report.Strategies.Where(s => s.AgainstBaseline is not null);

    private static string Heading(SimulateReport report) =>
        (report.Seeds == 1 ? "One seed" : $"Mean of {report.Seeds} seeds, bands of one standard error either way")
        + string.Create(CultureInfo.InvariantCulture, $"; start {report.Start}, batches of {report.Batch}{(report.Noise > 0 ? $", {report.Noise:0.#%} of the answers wrong" : "")}");

    private static string Ends(SimulateReport report, string figure, Func<SimulateRound, double> of) =>
        $"Lines of {figure} over images labelled. " + string.Join("; ", report.Strategies.Select(s => string.Create(CultureInfo.InvariantCulture,
            $"{s.Strategy}: from {of(s.Rounds[0]):0.000} with {s.Rounds[0].Asked:0} images to {of(s.Rounds[^1]):0.000} with {s.Rounds[^1].Asked:0}"))) + ".";

    /// <summary>The baseline first, so that it lies behind the others.</summary>
    private static IReadOnlyList<Curve> Curves(SimulateReport report, Func<SimulateRound, (double, double?)> of) =>
        [.. report.Strategies.OrderByDescending(s => s.Strategy == report.Baseline).Select(s => Curve(report, s, i => of(s.Rounds[i])))];

    private static Curve Curve(SimulateReport report, SimulateStrategy strategy, Func<int, (double Figure, double? Error)> of)
    {
        var others = report.Strategies.Select(s => s.Strategy).Where(s => s != report.Baseline).ToList();
        var place = others.IndexOf(strategy.Strategy);
        return new Curve(
            strategy.Strategy, [.. strategy.Rounds.Select((r, i) => (r.Asked, of(i).Figure, of(i).Error))],
            place < 0 ? Inks.Baseline : Inks.Of(place), place < 0 ? 2 : place < 2 ? place : place + 1);
    }
}
