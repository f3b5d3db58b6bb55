using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>What the replays of some strategies came to.</summary>
/// <param name="WholePool">The model of all labels there are: what every strategy comes to in the end.</param>
public sealed record SimulationReport(IReadOnlyList<StrategyCurve> Strategies, SimulatedState WholePool);

/// <summary>One strategy's learning curve.</summary>
/// <param name="Rounds">From round 0, the start.</param>
public sealed record StrategyCurve(QueryStrategy Strategy, IReadOnlyList<SimulatedRound> Rounds);

/// <summary>One round of one strategy over all seeds.</summary>
/// <param name="Round">0 is the start.</param>
/// <param name="Asked">Images labelled so far, those without a usable class included.</param>
/// <param name="Labels">Rows trained on: those of the images asked about that have one of the classes.</param>
/// <param name="Confusion">[K][K] images, mean over the seeds, rows truth, columns predicted.</param>
/// <param name="Auc">[K] mean over the seeds, one against rest.</param>
/// <param name="Saved">How many labels fewer than random picking needs for the same balanced accuracy; null for random itself, and where it was not replayed.</param>
public sealed record SimulatedRound(
    int Round, Estimate Asked, Estimate Labels, Estimate Accuracy, Estimate BalancedAccuracy,
    IReadOnlyList<IReadOnlyList<double>> Confusion, IReadOnlyList<double?> Auc, LabelsSaved? Saved);

/// <summary>A mean over seeds.</summary>
/// <param name="StandardError">Sample standard deviation / sqrt(seeds); null with one seed.</param>
public readonly record struct Estimate(double Mean, double? StandardError)
{
    public static Estimate Of(IReadOnlyList<double> values)
    {
        // From the first value on: equal values have exactly that value as their mean, and no spread.
        var first = values[0];
        var mean = first + values.Average(v => v - first);
        if (values.Count == 1)
            return new Estimate(mean, null);

        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Count));
    }
}

/// <param name="Count">Labels saved; below 0 where random needs fewer.</param>
/// <param name="AtLeast">Whether random did not get there within the replay, so that it is at least so many.</param>
public readonly record struct LabelsSaved(double Count, bool AtLeast);

/// <summary>Where one replay stands after one round, or a model of all labels.</summary>
/// <param name="Round">0 is the start.</param>
/// <param name="Picked">Places in the set of the images asked about in this round, in their order.</param>
public sealed record SimulatedState(int Round, IReadOnlyList<int> Picked, int Asked, int Labels, EvaluationResult Evaluation)
{
    /// <summary>What its model was trained with; null where there was nothing to train.</summary>
    public TrainingOptions? Options { get; init; }
}
