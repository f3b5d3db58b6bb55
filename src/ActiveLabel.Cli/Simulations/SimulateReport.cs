using System.Text.Json.Serialization;
using ActiveLabel.Cli.Commands;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Evaluation.Simulation.Curves;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Cli.Simulations;

/// <summary>What <c>simulate --json</c> prints.</summary>
/// <param name="Source">The project or the file.</param>
/// <param name="Classes">In the order of rows and columns of every confusion matrix.</param>
/// <param name="Start"><c>centroid</c>, <c>random</c>, <c>typical</c> or <c>given</c>.</param>
/// <param name="Seeds">Repetitions that every mean is over.</param>
/// <param name="ClassWeights"><c>equal</c> or <c>balanced</c>.</param>
/// <param name="Pool">Images that can be asked about, those labelled from the beginning included.</param>
/// <param name="Test">Images that judge.</param>
/// <param name="Strategies">One learning curve each, in the order asked for.</param>
/// <param name="WholePool">The model of all labels there are.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Noise">Share of the answers that are wrong.</param>
/// <param name="Baseline">The strategy that the others are held against; null where there is but one.</param>
/// <param name="Reached">Labels for what the baseline comes to, then for each balanced accuracy asked for.</param>
internal sealed record SimulateReport(
    string Source, IReadOnlyList<string> Classes, string Start, int Batch, int Seeds, float L1, float L2, string ClassWeights, int Pool, int Test,
    double Noise, string? Baseline, IReadOnlyList<SimulateStrategy> Strategies, IReadOnlyList<SimulateReached> Reached, SimulateWhole WholePool, double Seconds)
{
    public static SimulateReport Of(SimulationSource source, SimulationOptions options, SimulationReport report, TimeSpan took) => new(
        source.Name, source.Set.ClassNames, options.Start.ToString().ToLowerInvariant(), options.Batch, options.Seeds, options.L1, options.L2,
        options.Weights.ToString().ToLowerInvariant(),
        report.Sets[0].Initial.Count + report.Sets[0].Pool.Count, report.Sets[0].Test.Count, options.Noise,
        report.Baseline is { } baseline ? baseline.ToString() : null,
        [.. report.Strategies.Select(SimulateStrategy.Of)], [.. report.Reached.Select(SimulateReached.Of)],
        SimulateWhole.Of(report.WholePool, report.WholePoolTraining), Math.Round(took.TotalSeconds, 3))
    {
        Trainer = TrainingNames.Of(options.Trainer),
        Penalties = options.Penalties.ToString().ToLowerInvariant(),
        Imbalance = options.Imbalance,
        Splits = options.Splits,
        TestShare = options.Splits > 0 ? options.TestShare : null,
        Spreading = options.Spreading.ToString().ToLowerInvariant(),
        PoolOfClass = report.Sets[0].CountOf(report.Sets[0].Initial.Concat(report.Sets[0].Pool)),
        TestOfClass = report.Sets[0].CountOf(report.Sets[0].Test),
        Normalisation = Commands.TrainingNames.Of(options.Normalisation),
        Warnings = SimulationWarnings.Of(
            options.Seeds, report.Strategies[0].Rounds.Count - 1, options.Rounds, source.Set.ClassNames, report.Sets[0].CountOf(report.Sets[0].Test), options.Splits),
    };

    /// <summary><c>fixed</c>, or <c>automatic</c>: then L1 and L2 are those that stand in where there are too few labels.</summary>
    public required string Penalties { get; init; }

    /// <summary>Where the recommendation would have said stop; null unless asked for by <c>--stopping</c>.</summary>
    public IReadOnlyList<SimulateStopping>? Stopping { get; init; }

    /// <summary><c>elastic-net</c>, <c>sdca</c> or <c>lightgbm</c>.</summary>
    public required string Trainer { get; init; }

    /// <summary>Images of the pool's most frequent class for each of the rarest, where it was thinned; else 1.</summary>
    public required double Imbalance { get; init; }

    /// <summary>Splits drawn; 0 where the given one was replayed.</summary>
    public required int Splits { get; init; }

    public required double? TestShare { get; init; }

    /// <summary>Whose models learn from spread labels too: <c>default</c>, <c>all</c> or <c>none</c>.</summary>
    public required string Spreading { get; init; }

    /// <summary>Images of each class that can be asked about; of the first split, where some were drawn.</summary>
    public required IReadOnlyList<int> PoolOfClass { get; init; }

    /// <summary>Images of each class that judge.</summary>
    public required IReadOnlyList<int> TestOfClass { get; init; }

    /// <summary><c>columns</c> or <c>within-class</c>.</summary>
    public required string Normalisation { get; init; }

    /// <summary>What weakens the figures, in sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <param name="Area">Mean balanced accuracy on the way: the area under its curve over images asked about, divided by their number.</param>
/// <param name="AgainstBaseline">Null for the baseline itself, and where there is none.</param>
internal sealed record SimulateStrategy(
    string Strategy, double Area, double? AreaStandardError, SimulateDifference? AgainstBaseline, IReadOnlyList<SimulateRound> Rounds)
{
    public static SimulateStrategy Of(StrategyCurve curve) => new(
        curve.Strategy.ToString(), curve.Area.Mean, curve.Area.StandardError,
        curve.Difference is { } difference ? SimulateDifference.Of(difference) : null, [.. curve.Rounds.Select(SimulateRound.Of)]);
}

/// <summary>One round, each figure a mean over the seeds; standard errors are null with one seed.</summary>
/// <param name="Round">0 is the start, before any round.</param>
/// <param name="Labels">Rows trained on.</param>
/// <param name="Asked">Images labelled, those included whose label is none of the classes and trains nothing.</param>
/// <param name="Confusion">Test images, rows truth, columns predicted.</param>
/// <param name="Auc">One against rest by class; null where a class has no test images.</param>
/// <param name="LabelsSaved">How many more labels the baseline needs for the same balanced accuracy; null for the baseline itself, and where there is none.</param>
/// <param name="LabelsSavedIsAtLeast">True where the baseline did not get there within its rounds.</param>
internal sealed record SimulateRound(
    int Round, double Labels, double Asked, double Accuracy, double? AccuracyStandardError,
    double BalancedAccuracy, double? BalancedAccuracyStandardError,
    IReadOnlyList<IReadOnlyList<double>> Confusion, IReadOnlyList<double?> Auc, double? LabelsSaved, bool? LabelsSavedIsAtLeast)
{
    public static SimulateRound Of(SimulatedRound r) => new(
        r.Round, r.Labels.Mean, r.Asked.Mean, r.Accuracy.Mean, r.Accuracy.StandardError,
        r.BalancedAccuracy.Mean, r.BalancedAccuracy.StandardError, r.Confusion, r.Auc, r.Saved?.Count, r.Saved?.AtLeast);
}

/// <inheritdoc cref="SimulateRound"/>
/// <param name="L1">With automatic penalties, those that were chosen.</param>
internal sealed record SimulateWhole(
    double Labels, double Asked, float? L1, float? L2, double Accuracy, double BalancedAccuracy, IReadOnlyList<IReadOnlyList<double>> Confusion, IReadOnlyList<double?> Auc)
{
    public static SimulateWhole Of(SimulatedRound r, TrainingOptions? used) =>
        new(r.Labels.Mean, r.Asked.Mean, used?.L1, used?.L2, r.Accuracy.Mean, r.BalancedAccuracy.Mean, r.Confusion, r.Auc);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SimulateReport))]
internal sealed partial class SimulateJson : JsonSerializerContext;
