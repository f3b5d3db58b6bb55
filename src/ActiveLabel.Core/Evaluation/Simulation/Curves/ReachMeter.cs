using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>
/// Measures the labels that strategies need for a balanced accuracy. They are read off the curves of means: a single
/// seed's curve jumps, and would reach everything too early. What that leaves open tells the bootstrap (Efron 1979):
/// seeds are drawn with replacement, the same for all strategies, and the curves read again.
/// </summary>
/// <param name="runs">[strategy][seed], each strategy with the same seeds in the same order.</param>
/// <param name="rounds">How many rounds all of them have.</param>
/// <param name="baseline">Its place among the strategies; null where there is none.</param>
internal sealed class ReachMeter(IReadOnlyList<IReadOnlyList<ReplayedRun>> runs, int rounds, int? baseline)
{
    private const int Draws = 1000;
    private const double MostMissing = 0.05;

    private readonly int _seeds = runs[0].Count;

    /// <summary>For what the baseline has after its last round; null where there is no baseline.</summary>
    public ReachedAccuracy? OfBaseline() => baseline is { } b ? Of(curves => curves[b].BalancedAccuracy[^1], isBaselines: true) : null;

    public ReachedAccuracy Of(double balancedAccuracy) => Of(_ => balancedAccuracy, isBaselines: false);

    private ReachedAccuracy Of(Func<CrossedCurve[], double> target, bool isBaselines)
    {
        var measured = Read(Curves([.. Enumerable.Range(0, _seeds)]));
        var random = new Random(1);
        Reading[][] drawn = _seeds == 1 ? [] : [.. Enumerable.Range(0, Draws).Select(_ => Read(Curves([.. Enumerable.Range(0, _seeds).Select(_ => random.Next(_seeds))])))];
        return new ReachedAccuracy(target(Curves([.. Enumerable.Range(0, _seeds)])), isBaselines, [.. runs.Select((r, s) => Sum(r[0].Strategy, s))]);

        StrategyReach Sum(QueryStrategy strategy, int s) => new(
            strategy, measured[s].Crossing, measured[s].Labels,
            isBaselines && s == baseline ? null : Error(measured[s].Bounded ? null : measured[s].Labels, drawn, d => d[s].Reached),
            measured[s].Share, Error(measured[s].Bounded ? null : measured[s].Share, drawn, d => d[s].Share),
            ShareIsAtMost: measured[s].Share is not null && (measured[s].Bounded || measured[baseline!.Value].Crossing == Crossing.Never));

        Reading[] Read(CrossedCurve[] curves)
        {
            var wanted = target(curves);
            var found = curves.Select(c => c.LabelsFor(wanted)).ToArray();
            // What the baseline comes to costs all that it asked about, even where it passed there before by chance.
            if (isBaselines)
                found[baseline!.Value] = (Crossing.Within, curves[baseline.Value].Asked[^1]);

            return [.. found.Select((f, s) => new Reading(f.Crossing, f.Labels, Share(s)))];

            double? Share(int s) => baseline is not { } b || s == b || found[s].Crossing == Crossing.Never || found[b].Crossing == Crossing.AtStart
                ? null
                : found[s].Labels / found[b].Labels;
        }
    }

    /// <summary>The spread of what was drawn, which n seeds make too small by the root of (n - 1) / n.</summary>
    private double? Error(double? measured, Reading[][] drawn, Func<Reading[], double?> figure)
    {
        double[] values = [.. drawn.Select(figure).OfType<double>()];
        if (measured is null || values.Length < Math.Max(2, (1 - MostMissing) * Draws))
            return null;

        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) * _seeds / (_seeds - 1));
    }

    private CrossedCurve[] Curves(int[] seeds) =>
    [
        .. runs.Select(strategy => new CrossedCurve(
            Mean(round => seeds.Average(i => (double)strategy[i].Rounds[round].Asked)),
            Mean(round => seeds.Average(i => strategy[i].Rounds[round].BalancedAccuracy)))),
    ];

    private double[] Mean(Func<int, double> of) => [.. Enumerable.Range(0, rounds).Select(of)];

    private sealed record Reading(Crossing Crossing, double Labels, double? Share)
    {
        /// <summary>Whether the labels are a bound rather than a measure.</summary>
        public bool Bounded => Crossing != Crossing.Within;

        public double? Reached => Crossing == Crossing.Never ? null : Labels;
    }
}
