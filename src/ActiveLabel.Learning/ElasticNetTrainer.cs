using System.Diagnostics;
using ActiveLabel.Core.Models;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace ActiveLabel.Learning;

/// <summary>
/// Multinomial logistic regression with L1 and L2 penalties over scaled columns, by ML.NET's L-BFGS (orthant-wise where
/// L1 is not 0). It minimises (sum of -ln p, each times its row's weight, + L1 |w|_1 + L2/2 |w|_2^2) / n; biases are not
/// penalised.
/// </summary>
internal sealed class ElasticNetTrainer : ITrainer
{
    /// <summary>
    /// Parts into which ML.NET cuts the rows, each added up by itself: what it calls threads, though any number of cores
    /// may work on them. Sums of floats depend on it, so it is the same on every machine; fewer than ten rows a part
    /// make it one part.
    /// </summary>
    internal const int Parts = 8;

    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        cancel.ThrowIfCancellationRequested();
        if (set.Features.Length != (long)set.Count * set.VectorLength)
            throw new ArgumentException($"{set.Features.Length} values are not {set.Count} rows of {set.VectorLength}.", nameof(set));

        if (set.Guesses is not null)
            throw new ArgumentException("ML.NET learns from one class a row, not from guessed shares.", nameof(set));

        var present = new PresentClasses(set);
        var scale = ColumnScaling.Fit(set.Features.Span, set.VectorLength);
        var weights = options.Weights == ClassWeights.Balanced ? present.Balance(set.Classes) : [];
        var fitted = Fit(new TrainingView(set, scale, present.Compact(set.Classes), present.Count, weights), options, cancel);
        var used = (int)fitted.Statistics.TrainingExampleCount;
        if (used != set.Count)
            throw new InvalidOperationException($"Of {set.Count} rows only {used} were trained on.");

        // No number of steps ends it, only its own rule.
        return new TrainedModel(Extract(fitted, set, scale, present), used, Stopwatch.GetElapsedTime(started), Converged: true);
    }

    private static MaximumEntropyModelParameters Fit(TrainingView view, TrainingOptions options, CancellationToken cancel)
    {
        // A context for each training: ML.NET keeps every progress entry of a context for as long as the context lives.
        var trainers = new MLContext(options.Seed).MulticlassClassification.Trainers;
        var trainer = trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = TrainingView.Label,
            FeatureColumnName = TrainingView.Features,
            ExampleWeightColumnName = view.IsWeighted ? TrainingView.Weight : null,
            L1Regularization = options.L1,
            L2Regularization = options.L2,
            OptimizationTolerance = options.Tolerance,
            NumberOfThreads = Parts,

            // The statistics hold the number of rows used.
            ShowTrainingStatistics = true,
        });
        try
        {
            using (cancel.Register(view.Spoil))
            {
                var model = trainer.Fit(view).Model;

                // Spoilt during the last evaluation, the rows can have spoilt the model without being noticed.
                cancel.ThrowIfCancellationRequested();
                return model;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException && cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException("The training was cancelled.", e, cancel);
        }
    }

    private static LinearModel Extract(MaximumEntropyModelParameters fitted, TrainingSet set, float[] scale, PresentClasses present)
    {
        var weights = new float[set.ClassCount * set.VectorLength];
        var bias = Enumerable.Repeat(float.NegativeInfinity, set.ClassCount).ToArray();
        VBuffer<float>[]? rows = null;
        fitted.GetWeights(ref rows!, out _);
        foreach (var (compact, value) in fitted.GetBiases().Index())
        {
            bias[present[compact]] = value;
            rows[compact].CopyTo(weights.AsSpan(present[compact] * set.VectorLength, set.VectorLength));
        }

        return new LinearModel(set.VectorLength, set.ClassCount, scale, weights, bias);
    }
}
