using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>From replays to one curve a strategy, and from curves to labels saved.</summary>
internal static class LearningCurves
{
    /// <param name="replays">One a seed; all equally long, since all ask for as many images.</param>
    public static StrategyCurve Average(QueryStrategy strategy, IReadOnlyList<IReadOnlyList<SimulatedState>> replays) =>
        new(strategy, [.. Enumerable.Range(0, replays[0].Count).Select(round => Average(round, [.. replays.Select(r => r[round])]))]);

    /// <summary>Fills in what the others save, where random is among the strategies.</summary>
    public static IReadOnlyList<StrategyCurve> CompareWithRandom(IReadOnlyList<StrategyCurve> curves)
    {
        var random = curves.FirstOrDefault(c => c.Strategy == QueryStrategy.Random);
        return random is null
            ? curves
            : [.. curves.Select(c => c == random ? c : c with { Rounds = [.. c.Rounds.Select(r => r with { Saved = Saved(r, random.Rounds) })] })];
    }

    private static SimulatedRound Average(int round, IReadOnlyList<SimulatedState> states)
    {
        var results = states.Select(s => s.Evaluation).ToArray();
        var classes = results[0].Confusion.ClassCount;
        return new SimulatedRound(
            round,
            Estimate.Of([.. states.Select(s => (double)s.Asked)]),
            Estimate.Of([.. states.Select(s => (double)s.Labels)]),
            Estimate.Of([.. results.Select(r => r.Summary.Accuracy)]),
            Estimate.Of([.. results.Select(r => r.Summary.BalancedAccuracy)]),
            [.. Enumerable.Range(0, classes).Select(t => (IReadOnlyList<double>)[.. Enumerable.Range(0, classes).Select(p => results.Average(r => (double)r.Confusion[t, p]))])],
            [.. Enumerable.Range(0, classes).Select(k => results.Average(r => r.Summary.Auc[k]))],
            Saved: null);
    }

    /// <summary>Labels that random needs for the same balanced accuracy, straight lines between its rounds, less those of this round.</summary>
    private static LabelsSaved Saved(SimulatedRound round, IReadOnlyList<SimulatedRound> random)
    {
        var wanted = round.BalancedAccuracy.Mean;
        for (var i = 0; i < random.Count; i++)
        {
            var reached = random[i].BalancedAccuracy.Mean;
            if (reached < wanted)
                continue;

            if (i == 0)
                return new LabelsSaved(random[0].Labels.Mean - round.Labels.Mean, AtLeast: false);

            var (from, before) = (random[i - 1].Labels.Mean, random[i - 1].BalancedAccuracy.Mean);
            var needed = from + ((random[i].Labels.Mean - from) * (wanted - before) / (reached - before));
            return new LabelsSaved(needed - round.Labels.Mean, AtLeast: false);
        }

        return new LabelsSaved(random[^1].Labels.Mean - round.Labels.Mean, AtLeast: true);
    }
}
