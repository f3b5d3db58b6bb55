namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>How a strategy differs from the baseline, seed by seed: with each seed both start from the same images, and only the difference counts.</summary>
/// <param name="Rounds">From round 0, the start.</param>
/// <param name="Area">Of <see cref="StrategyCurve.Area"/>.</param>
/// <param name="Worst">The round that is furthest below the baseline, or least above; null with one seed, and where the two never differ.</param>
public sealed record StrategyDifference(IReadOnlyList<RoundDifference> Rounds, Estimate Area, WorstRound? Worst)
{
    /// <param name="runs">One a seed, in the seeds' order, as the baseline's.</param>
    /// <param name="rounds">How many rounds all of them have.</param>
    internal static StrategyDifference Of(IReadOnlyList<ReplayedRun> runs, IReadOnlyList<ReplayedRun> baseline, int rounds)
    {
        RoundDifference[] differences =
        [
            .. Enumerable.Range(0, rounds).Select(round => new RoundDifference(
                round,
                Estimate.OfDifferences(Each(runs, round, r => r.Accuracy), Each(baseline, round, r => r.Accuracy)),
                Estimate.OfDifferences(Each(runs, round, r => r.BalancedAccuracy), Each(baseline, round, r => r.BalancedAccuracy)))),
        ];
        return new StrategyDifference(
            differences,
            Estimate.OfDifferences([.. runs.Select(r => r.Area(rounds))], [.. baseline.Select(r => r.Area(rounds))]),
            WorstRound.Of(differences));
    }

    private static double[] Each(IReadOnlyList<ReplayedRun> runs, int round, Func<ReplayedRound, double> figure) =>
        [.. runs.Select(r => figure(r.Rounds[round]))];
}
