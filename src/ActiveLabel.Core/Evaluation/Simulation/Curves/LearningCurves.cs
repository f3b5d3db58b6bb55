using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>From replays to one curve a strategy, and from curves to differences and labels saved.</summary>
internal static class LearningCurves
{
    /// <param name="runs">[strategy][seed], each strategy with the same seeds in the same order.</param>
    /// <param name="whole">The models of all labels, one for each set replayed.</param>
    /// <param name="targets">Balanced accuracies to tell the labels for.</param>
    public static SimulationReport Compare(
        IReadOnlyList<IReadOnlyList<ReplayedRun>> runs, IReadOnlyList<ReplayedRound> whole, IReadOnlyList<double> targets)
    {
        // All ask for as many images, but one set's pool may end a round before another's.
        var rounds = runs.SelectMany(r => r).Min(r => r.Rounds.Count);
        // Random among them, else the first.
        int? baseline = runs.Count == 1 ? null : runs.Index().FirstOrDefault(r => r.Item[0].Strategy == QueryStrategy.Random).Index;
        var meter = new ReachMeter(runs, rounds, baseline);
        IReadOnlyList<ReachedAccuracy?> reached = [meter.OfBaseline(), .. targets.Select(meter.Of)];
        var curves = runs.Select(r => new StrategyCurve(
            r[0].Strategy,
            [.. Enumerable.Range(0, rounds).Select(round => Average(round, [.. r.Select(run => run.Rounds[round])]))],
            Estimate.Of([.. r.Select(run => run.Area(rounds))]),
            Difference: null)).ToArray();
        return new SimulationReport(
            baseline is { } b ? [.. curves.Select((c, s) => s == b ? c : Against(c, runs[s], runs[b], curves[b]))] : curves,
            baseline is { } at ? runs[at][0].Strategy : null,
            [.. reached.OfType<ReachedAccuracy>()],
            Average(0, whole));

        StrategyCurve Against(StrategyCurve curve, IReadOnlyList<ReplayedRun> own, IReadOnlyList<ReplayedRun> others, StrategyCurve other)
        {
            var mean = new CrossedCurve([.. other.Rounds.Select(r => r.Asked.Mean)], [.. other.Rounds.Select(r => r.BalancedAccuracy.Mean)]);
            return curve with
            {
                Rounds = [.. curve.Rounds.Select(r => r with { Saved = Saved(r, mean) })],
                Difference = StrategyDifference.Of(own, others, rounds),
            };
        }
    }

    private static SimulatedRound Average(int round, IReadOnlyList<ReplayedRound> states)
    {
        var classes = states[0].Confusion.ClassCount;
        return new SimulatedRound(
            round,
            Estimate.Of([.. states.Select(s => (double)s.Asked)]),
            Estimate.Of([.. states.Select(s => (double)s.Labels)]),
            Estimate.Of([.. states.Select(s => s.Accuracy)]),
            Estimate.Of([.. states.Select(s => s.BalancedAccuracy)]),
            [.. Enumerable.Range(0, classes).Select(t => (IReadOnlyList<double>)[.. Enumerable.Range(0, classes).Select(p => states.Average(s => (double)s.Confusion[t, p]))])],
            [.. Enumerable.Range(0, classes).Select(k => states.Average(s => s.Auc[k]))],
            Saved: null);
    }

    private static LabelsSaved Saved(SimulatedRound round, CrossedCurve baseline)
    {
        var (crossing, labels) = baseline.LabelsFor(round.BalancedAccuracy.Mean);
        return new LabelsSaved(labels - round.Asked.Mean, crossing == Crossing.Never);
    }
}
