using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>One strategy's replay with one seed, of which only figures are kept: the whole states of a long comparison would fill the memory.</summary>
/// <param name="Rounds">From round 0, the start.</param>
internal sealed record ReplayedRun(QueryStrategy Strategy, int Seed, IReadOnlyList<ReplayedRound> Rounds)
{
    /// <summary>By the trapezoidal rule under the balanced accuracy of the first rounds, over images asked about, divided by their number.</summary>
    public double Area(int rounds)
    {
        var (first, last) = (Rounds[0], Rounds[rounds - 1]);
        if (first.Asked == last.Asked)
            return last.BalancedAccuracy;

        var area = Enumerable.Range(1, rounds - 1).Sum(i =>
            (Rounds[i].Asked - Rounds[i - 1].Asked) * (Rounds[i].BalancedAccuracy + Rounds[i - 1].BalancedAccuracy) / 2);
        return area / (last.Asked - first.Asked);
    }
}

/// <inheritdoc cref="SimulatedRound"/>
internal sealed record ReplayedRound(
    int Asked, int Labels, double Accuracy, double BalancedAccuracy, ConfusionMatrix Confusion, IReadOnlyList<double?> Auc)
{
    public static ReplayedRound Of(SimulatedState state) => new(
        state.Asked, state.Labels, state.Evaluation.Summary.Accuracy, state.Evaluation.Summary.BalancedAccuracy,
        state.Evaluation.Confusion, state.Evaluation.Summary.Auc);
}
