using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Evaluation.Simulation.Curves;

namespace ActiveLabel.Cli.Simulations;

/// <summary>A strategy less the baseline, seed by seed; standard errors are those of the paired differences, null with one seed.</summary>
/// <param name="WorstRound">The round furthest below the baseline, or least above; null with one seed, and where the two never differ.</param>
internal sealed record SimulateDifference(
    double Area, double? AreaStandardError, SimulateWorstRound? WorstRound, IReadOnlyList<SimulateRoundDifference> Rounds)
{
    public static SimulateDifference Of(StrategyDifference d) => new(
        d.Area.Mean, d.Area.StandardError, d.Worst is { } worst ? SimulateWorstRound.Of(worst) : null, [.. d.Rounds.Select(SimulateRoundDifference.Of)]);
}

internal sealed record SimulateRoundDifference(
    int Round, double Accuracy, double? AccuracyStandardError, double BalancedAccuracy, double? BalancedAccuracyStandardError)
{
    public static SimulateRoundDifference Of(RoundDifference r) =>
        new(r.Round, r.Accuracy.Mean, r.Accuracy.StandardError, r.BalancedAccuracy.Mean, r.BalancedAccuracy.StandardError);
}

/// <param name="Difference">Of balanced accuracy.</param>
/// <param name="StandardErrors">The difference divided by its standard error; null where that is 0.</param>
internal sealed record SimulateWorstRound(int Round, double Difference, double? StandardErrors)
{
    public static SimulateWorstRound Of(WorstRound worst) =>
        new(worst.Round, worst.Difference, double.IsFinite(worst.StandardErrors) ? worst.StandardErrors : null);
}
