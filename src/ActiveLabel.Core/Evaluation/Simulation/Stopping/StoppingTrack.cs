using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation.Stopping;

/// <summary>How well the recommendation to stop did over one strategy's replays.</summary>
/// <param name="TruePoint">
/// Labels from which on no next 50 bring a point of balanced accuracy any more, by the strategy's mean curve over the seeds;
/// null where the replays end before that shows.
/// </param>
/// <param name="Replays">One a seed.</param>
public sealed record StoppingTrack(QueryStrategy Strategy, double? TruePoint, IReadOnlyList<StoppingReplay> Replays)
{
    /// <summary>Replays in which it never said stop.</summary>
    public int Never => Replays.Count(r => r.Stop is null);

    /// <summary>Of the labels beyond the true point; null without one. A replay without a stop counts as if it stopped at its end.</summary>
    public Quartiles? Wasted => TruePoint is null ? null : Quartiles.Of(Replays.Select(r => r.Wasted!.Value));

    /// <summary>Of the balanced accuracy that the rest of the replay would have brought.</summary>
    public Quartiles Forgone => Quartiles.Of(Replays.Select(r => r.Forgone));
}

/// <param name="Stop">Labels at which it first said stop; null where it never did.</param>
/// <param name="Wasted">Labels beyond the true point, below 0 where it stopped before; null without a true point.</param>
/// <param name="Forgone">Balanced accuracy at the end of the replay less that at the stop, by the mean curve.</param>
public sealed record StoppingReplay(int Seed, int? Stop, double? Wasted, double Forgone);

public readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    /// <param name="values">At least one.</param>
    internal static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Quartiles(
            Intervals.EvaluationIntervals.Percentile(sorted, 0.25), Intervals.EvaluationIntervals.Percentile(sorted, 0.5),
            Intervals.EvaluationIntervals.Percentile(sorted, 0.75));
    }
}
