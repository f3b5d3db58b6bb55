using static ActiveLabel.Cli.Simulations.Html.Figures;

namespace ActiveLabel.Cli.Simulations.Html;

/// <summary>The sentences of a report.</summary>
internal static class PageWords
{
    /// <summary>The answer to the page's question, in one or two sentences.</summary>
    public static string Answer(SimulateReport report)
    {
        if (report.Baseline is not { } baseline)
        {
            var (only, last) = (report.Strategies[0], report.Strategies[0].Rounds[^1]);
            return Invariant($"With {last.Asked:0} labelled images {only.Strategy} comes to a balanced accuracy of {last.BalancedAccuracy:0.000}; with all {report.WholePool.Asked:0}, the model has {report.WholePool.BalancedAccuracy:0.000}.");
        }

        var reached = report.Reached.First(r => r.IsBaselines);
        var own = reached.Strategies.First(s => s.Strategy == baseline);
        var best = reached.Strategies.Where(s => s.Strategy != baseline && s.Reached != "never").MinBy(s => s.Labels);
        return best is null
            ? Invariant($"No other strategy comes to the balanced accuracy that {baseline} has with {own.Labels:0} labels, {reached.BalancedAccuracy:0.000}.")
            : Invariant($"{best.Strategy} has the balanced accuracy that {baseline} has with {own.Labels:0} labels, {reached.BalancedAccuracy:0.000}, with {Labels(best)}: {ShareOfBaseline(best)} of them.");
    }

    public static string What(SimulateReport report) =>
        $"Labelling was replayed with known labels as the answers: {string.Join(", ", report.Strategies.Select(s => s.Strategy))}, "
        + Invariant($"{report.Strategies[0].Rounds.Count - 1} rounds of {report.Batch} images, {Seeds(report)}. After each round a model was trained and judged by {report.Test} test images that nobody was asked about. ")
        + Invariant($"With all {report.WholePool.Asked:0} labels of the pool it has a balanced accuracy of {report.WholePool.BalancedAccuracy:0.000} and an accuracy of {report.WholePool.Accuracy:0.000}.");

    public static string Bands(SimulateReport report) => report.Seeds == 1 ? "One seed, so there are no bands." : $"Means of {report.Seeds} seeds; bands reach one standard error either way.";

    public static IEnumerable<IReadOnlyList<string>> Settings(SimulateReport report) =>
    [
        ["Start", report.Start switch
        {
            "centroid" => "two images a class, nearest the centres of clusters of the pool",
            "random" => "two images a class, drawn",
            "typical" => "two images a class, typical of the pool and apart from each other",
            _ => "the images that the table gives",
        }],
        ["Test images", report.Splits > 0 ? Invariant($"{report.Splits} splits drawn, {report.TestShare * 100:0.#} % of each class to judge by") : "the given split"],
        ["Wrong answers", report.Noise > 0 ? Invariant($"{report.Noise * 100:0.#} %, each other class as likely; the test images are right") : "none"],
        ["Pool", report.Imbalance > 1 ? Invariant($"thinned to {report.Imbalance:0.##} images of the most frequent class for each of the rarest") : "as it is"],
        ["Training", report.Penalties == "automatic" ? Training(report, "penalties by cross-validation") : Training(report, Invariant($"L1 {report.L1}, L2 {report.L2}"))],
        ["Spread labels", report.Spreading switch { "all" => "models of all strategies learn from them", "none" => "no model learns from them", _ => "models of the strategy default learn from them" }],
    ];

    private static string Training(SimulateReport report, string penalties) =>
        $"{report.Trainer}, {penalties}, {report.ClassWeights} class weights, normalisation {report.Normalisation}";

    private static string Seeds(SimulateReport report) => report.Seeds == 1 ? "one seed" : $"{report.Seeds} seeds";
}
