using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Evaluation.Simulation.Curves;

namespace ActiveLabel.Cli.Simulations;

/// <summary>The labels that strategies need for a balanced accuracy.</summary>
/// <param name="IsBaselines">Whether it is what the baseline has after its last round.</param>
internal sealed record SimulateReached(double BalancedAccuracy, bool IsBaselines, IReadOnlyList<SimulateReach> Strategies)
{
    public static SimulateReached Of(ReachedAccuracy reached) =>
        new(reached.BalancedAccuracy, reached.IsBaselines, [.. reached.Strategies.Select(SimulateReach.Of)]);
}

/// <param name="Reached"><c>atStart</c> (with the start already), <c>within</c> or <c>never</c>.</param>
/// <param name="Labels">Images asked about: at most so many at the start, more than so many where it was never reached.</param>
/// <param name="LabelsStandardError">By bootstrap over the seeds; null with one seed, and where resampled curves do not get there.</param>
/// <param name="ShareOfBaseline">Of the baseline's labels.</param>
/// <param name="ShareIsAtMost">True where the baseline does not get there, or this strategy is there with the start.</param>
internal sealed record SimulateReach(
    string Strategy, string Reached, double Labels, double? LabelsStandardError, double? ShareOfBaseline, double? ShareStandardError, bool ShareIsAtMost)
{
    public static SimulateReach Of(StrategyReach r) => new(
        r.Strategy.ToString(), r.Crossing switch { Crossing.AtStart => "atStart", Crossing.Within => "within", _ => "never" },
        r.Labels, r.LabelsError, r.Share, r.ShareError, r.ShareIsAtMost);
}
