namespace ActiveLabel.Cli.Simulations;

/// <summary>The replays as a table that a person reads.</summary>
internal static class SimulationTable
{
    public static void Print(SimulateReport report, TextWriter to)
    {
        to.WriteLine($"{report.Source}: {report.Classes.Count} classes, {report.Pool} images to ask about, {report.Test} to judge by.");
        to.WriteLine($"Start {report.Start}, batches of {report.Batch}, {(report.Seeds == 1 ? "one seed" : $"mean and standard error of {report.Seeds} seeds")}, {(report.Penalties == "automatic" ? "automatic penalties" : $"L1 {report.L1}, L2 {report.L2}")}, {report.ClassWeights} class weights.");
        to.WriteLine();
        foreach (var strategy in report.Strategies)
        {
            to.WriteLine($"{strategy.Strategy,-18}{"round",5}{"labels",9}{"accuracy",18}{"balanced accuracy",20}{"labels saved",14}");
            foreach (var round in strategy.Rounds)
            {
                to.WriteLine(
                    $"{"",-18}{round.Round,5}{round.Labels,9:0.#}{Figure(round.Accuracy, round.AccuracyStandardError),18}{Figure(round.BalancedAccuracy, round.BalancedAccuracyStandardError),20}{Saved(round),14}");
            }

            to.WriteLine();
        }

        to.WriteLine($"{"whole pool",-18}{"",5}{report.WholePool.Labels,9}{report.WholePool.Accuracy,18:0.000}{report.WholePool.BalancedAccuracy,20:0.000}");
        if (report.Penalties == "automatic")
            to.WriteLine($"Its penalties: L1 {report.WholePool.L1}, L2 {report.WholePool.L2}.");
        to.WriteLine($"Took {report.Seconds:0.0} s.");
    }

    private static string Figure(double mean, double? error) => error is { } e ? $"{mean:0.000} +- {e:0.000}" : $"{mean:0.000}";

    private static string Saved(SimulateRound round) =>
        round.LabelsSaved is { } saved ? $"{(round.LabelsSavedIsAtLeast == true ? ">= " : "")}{saved:0}" : "";
}
