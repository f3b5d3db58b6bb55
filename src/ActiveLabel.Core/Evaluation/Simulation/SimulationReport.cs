using ActiveLabel.Core.Evaluation.Simulation.Curves;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>What the replays of some strategies came to.</summary>
/// <param name="Strategies">In the order asked for.</param>
/// <param name="Baseline">What the others are held against: random where it was replayed, else the first; null where there is but one.</param>
/// <param name="Reached">What each strategy needs for each balanced accuracy asked for, and first for what the baseline comes to.</param>
/// <param name="WholePool">The model of all labels there are: what every strategy comes to in the end. One for each set replayed.</param>
public sealed record SimulationReport(
    IReadOnlyList<StrategyCurve> Strategies, QueryStrategy? Baseline, IReadOnlyList<ReachedAccuracy> Reached, SimulatedRound WholePool)
{
    /// <summary>What the first set's model of all labels was trained with; null where there was nothing to train.</summary>
    public TrainingOptions? WholePoolTraining { get; init; }

    /// <summary>What was replayed: the set that was given, or one for each split. The first seed replays the first, the next the next, and so on around.</summary>
    public IReadOnlyList<LabelledSet> Sets { get; init; } = [];
}

/// <summary>One strategy's learning curve.</summary>
/// <param name="Rounds">From round 0, the start.</param>
/// <param name="Area">Under the curve of balanced accuracy over images asked about, divided by their number: the mean balanced accuracy on the way.</param>
/// <param name="Difference">From the baseline; null for the baseline itself, and where there is none.</param>
public sealed record StrategyCurve(QueryStrategy Strategy, IReadOnlyList<SimulatedRound> Rounds, Estimate Area, StrategyDifference? Difference);

/// <summary>One round of one strategy over all seeds.</summary>
/// <param name="Round">0 is the start.</param>
/// <param name="Asked">Images labelled so far, those without a usable class included.</param>
/// <param name="Labels">Rows trained on: those of the images asked about that have one of the classes.</param>
/// <param name="Confusion">[K][K] images, mean over the seeds, rows truth, columns predicted.</param>
/// <param name="Auc">[K] mean over the seeds, one against rest.</param>
/// <param name="Saved">How many labels fewer than the baseline needs for the same balanced accuracy; null for the baseline itself, and where there is none.</param>
public sealed record SimulatedRound(
    int Round, Estimate Asked, Estimate Labels, Estimate Accuracy, Estimate BalancedAccuracy,
    IReadOnlyList<IReadOnlyList<double>> Confusion, IReadOnlyList<double?> Auc, LabelsSaved? Saved);

/// <param name="Count">Labels saved; below 0 where the baseline needs fewer.</param>
/// <param name="AtLeast">Whether the baseline did not get there within the replay, so that it is at least so many.</param>
public readonly record struct LabelsSaved(double Count, bool AtLeast);

/// <summary>Where one replay stands after one round, or a model of all labels.</summary>
/// <param name="Round">0 is the start.</param>
/// <param name="Picked">Places in the set of the images asked about in this round, in their order.</param>
/// <param name="Model">What was trained on all that was answered so far.</param>
/// <param name="Evaluation">How it does on the test images.</param>
public sealed record SimulatedState(
    int Round, IReadOnlyList<int> Picked, int Asked, int Labels, Classifier Model, EvaluationResult Evaluation)
{
    /// <summary>What its model was trained with; null where there was nothing to train.</summary>
    public TrainingOptions? Options { get; init; }
}
