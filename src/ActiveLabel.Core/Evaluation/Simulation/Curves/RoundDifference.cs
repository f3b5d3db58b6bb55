namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>A strategy's figures less the baseline's after one round: mean and standard error of the paired differences.</summary>
/// <param name="Round">0 is the start.</param>
public sealed record RoundDifference(int Round, Estimate Accuracy, Estimate BalancedAccuracy)
{
    /// <summary>
    /// The mean difference of balanced accuracy divided by its standard error: infinite where all seeds differ alike,
    /// null with one seed, and where none differs.
    /// </summary>
    public double? StandardErrors => BalancedAccuracy switch
    {
        { StandardError: null } or { Mean: 0, StandardError: 0 } => null,
        { Mean: var mean, StandardError: { } error } => mean / error,
    };
}

/// <summary>The round in which a strategy does worst against the baseline.</summary>
/// <param name="Round">0 is the start.</param>
/// <param name="Difference">Mean paired difference of balanced accuracy.</param>
/// <param name="StandardErrors">See <see cref="RoundDifference.StandardErrors"/>.</param>
public sealed record WorstRound(int Round, double Difference, double StandardErrors)
{
    internal static WorstRound? Of(IReadOnlyList<RoundDifference> rounds) => rounds
        .Where(r => r.StandardErrors is not null)
        .MinBy(r => (r.StandardErrors, r.BalancedAccuracy.Mean)) is { } worst
            ? new WorstRound(worst.Round, worst.BalancedAccuracy.Mean, worst.StandardErrors!.Value)
            : null;
}
