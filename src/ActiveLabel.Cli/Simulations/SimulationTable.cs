namespace ActiveLabel.Cli.Simulations;

/// <summary>The replays as tables that a person reads.</summary>
internal static class SimulationTable
{
    public static void Print(SimulateReport report, TextWriter to)
    {
        to.WriteLine($"{report.Source}: {report.Classes.Count} classes, {report.Pool} images to ask about, {report.Test} to judge by.");
        to.WriteLine($"Start {report.Start}, batches of {report.Batch}, {(report.Seeds == 1 ? "one seed" : $"mean and standard error of {report.Seeds} seeds")}, {(report.Penalties == "automatic" ? "automatic penalties" : $"L1 {report.L1}, L2 {report.L2}")}, {report.ClassWeights} class weights, {report.Normalisation} normalisation.");
        if (report.Noise > 0)
            to.WriteLine($"{report.Noise:0.#%} of the answers are wrong; the test images are right.");
        if (report.Splits > 0)
            to.WriteLine($"{report.Splits} splits drawn, {report.TestShare:0.#%} of each class to judge by; the seeds take turns. Counts are of the first.");
        if (report.Imbalance > 1)
            to.WriteLine($"Pool thinned to {report.Imbalance:0.##} : 1; left are {string.Join(", ", report.Classes.Zip(report.PoolOfClass, (name, count) => $"{name} {count}"))}.");
        to.WriteLine();
        foreach (var strategy in report.Strategies)
            Curve(report, strategy, to);

        to.WriteLine($"whole pool{report.WholePool.Labels,10:0.#}{report.WholePool.Accuracy,10:0.000}          {report.WholePool.BalancedAccuracy,10:0.000}");
        if (report.Penalties == "automatic")
            to.WriteLine($"Its penalties: L1 {report.WholePool.L1}, L2 {report.WholePool.L2}.");
        to.WriteLine();
        Differences(report, to);
        Reached(report, to);
        if (report.Stopping is { } stopping)
            SimulateStopping.Print(stopping, to);
        foreach (var warning in report.Warnings)
            to.WriteLine($"Note: {warning}");
        to.WriteLine($"Took {report.Seconds:0.0} s.");
    }

    private static void Curve(SimulateReport report, SimulateStrategy strategy, TextWriter to)
    {
        var against = strategy.AgainstBaseline;
        to.WriteLine(strategy.Strategy);
        to.Write($"{"round",7}{"labels",9}{"accuracy",19}{"balanced accuracy",20}");
        to.WriteLine(against is null ? "" : $"{$"against {report.Baseline}",24}{"labels saved",15}");
        foreach (var (i, round) in strategy.Rounds.Index())
        {
            to.Write($"{round.Round,7}{round.Labels,9:0.#}{Figure(round.Accuracy, round.AccuracyStandardError),19}{Figure(round.BalancedAccuracy, round.BalancedAccuracyStandardError),20}");
            to.WriteLine(against is null ? "" : $"{Difference(against.Rounds[i].BalancedAccuracy, against.Rounds[i].BalancedAccuracyStandardError),24}{Saved(round),15}");
        }

        to.WriteLine();
    }

    private static void Differences(SimulateReport report, TextWriter to)
    {
        if (report.Baseline is null)
            return;

        to.WriteLine($"Balanced accuracy against {report.Baseline}, seed by seed: mean over all rounds (area under the curve), and the worst round.");
        foreach (var strategy in report.Strategies)
        {
            if (strategy.AgainstBaseline is { } d)
                to.WriteLine($"  {strategy.Strategy,-24}{Difference(d.Area, d.AreaStandardError),18}   {Worst(d.WorstRound)}".TrimEnd());
        }

        to.WriteLine();
    }

    private static void Reached(SimulateReport report, TextWriter to)
    {
        foreach (var reached in report.Reached)
        {
            to.WriteLine(reached.IsBaselines
                ? $"Labels for what {report.Baseline} comes to, balanced accuracy {reached.BalancedAccuracy:0.000}:"
                : $"Labels for balanced accuracy {reached.BalancedAccuracy:0.000}:");
            foreach (var strategy in reached.Strategies)
                to.WriteLine($"  {strategy.Strategy,-24}{Labels(strategy),18}   {Share(strategy, report.Baseline)}".TrimEnd());

            to.WriteLine();
        }
    }

    private static string Figure(double mean, double? error) => error is { } e ? $"{mean:0.000} +- {e:0.000}" : $"{mean:0.000}";

    private static string Difference(double mean, double? error) => error is { } e ? $"{mean:+0.000;-0.000;0.000} +- {e:0.000}" : $"{mean:+0.000;-0.000;0.000}";

    private static string Saved(SimulateRound round) =>
        round.LabelsSaved is { } saved ? $"{(round.LabelsSavedIsAtLeast == true ? ">= " : "")}{Math.Round(saved) + 0.0:0}" : "";

    private static string Worst(SimulateWorstRound? worst) => worst switch
    {
        null => "",
        { StandardErrors: { } errors } => $"round {worst.Round}: {worst.Difference:+0.000;-0.000;0.000}, {errors:+0.0;-0.0;0.0} standard errors",
        _ => $"round {worst.Round}: {worst.Difference:+0.000;-0.000;0.000} with every seed",
    };

    private static string Labels(SimulateReach reach) =>
        (reach.Reached switch { "atStart" => "<= ", "never" => "> ", _ => "" }) + $"{reach.Labels:0}" + (reach.LabelsStandardError is { } e ? $" +- {e:0}" : "");

    private static string Share(SimulateReach reach, string? baseline) => reach.ShareOfBaseline is not { } share
        ? ""
        : $"{(reach.ShareIsAtMost ? "at most " : "")}{share:0%}{(reach.ShareStandardError is { } e ? $" +- {e:0%}" : "")} of {baseline}'s";
}
