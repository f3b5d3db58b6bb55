using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>The labels that strategies need for a balanced accuracy.</summary>
/// <param name="BalancedAccuracy">0 to 1.</param>
/// <param name="IsBaselines">Whether it is what the baseline has after its last round.</param>
/// <param name="Strategies">In the order asked for.</param>
public sealed record ReachedAccuracy(double BalancedAccuracy, bool IsBaselines, IReadOnlyList<StrategyReach> Strategies);

/// <summary>What one strategy needs for a balanced accuracy, read off its mean curve.</summary>
/// <param name="Labels">
/// Images asked about: at most so many where <paramref name="Crossing"/> is <see cref="Crossing.AtStart"/>, more than so
/// many where it is <see cref="Crossing.Never"/>.
/// </param>
/// <param name="LabelsError">Standard error by bootstrap over the seeds; null with one seed, for a bound, and where more than 1 in 20 of the resampled curves do not get there.</param>
/// <param name="Share">Of the baseline's labels; null for the baseline itself, where there is none, where this strategy does not get there, and where the baseline is there with the start already.</param>
/// <param name="ShareError">As <paramref name="LabelsError"/>, seeds drawn for both at once.</param>
/// <param name="ShareIsAtMost">Whether it is at most this share, since the baseline does not get there or this strategy is there with the start already.</param>
public sealed record StrategyReach(
    QueryStrategy Strategy, Crossing Crossing, double Labels, double? LabelsError, double? Share, double? ShareError, bool ShareIsAtMost);
