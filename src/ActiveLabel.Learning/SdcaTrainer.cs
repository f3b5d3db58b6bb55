using System.Diagnostics;
using ActiveLabel.Core.Models;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace ActiveLabel.Learning;

/// <summary>
/// The same penalised multinomial logistic regression over the same scaled columns, by ML.NET's stochastic dual coordinate
/// ascent (Shalev-Shwartz and Zhang 2013, "Stochastic dual coordinate ascent methods for regularized loss minimization").
/// It penalises the biases a little too. One thread, so that the order of its steps is the seed's alone.
/// </summary>
internal sealed class SdcaTrainer : ITrainer
{
    /// <summary>The least L2 with which it comes to an end.</summary>
    private const float LeastL2 = 1e-3f;

    private const int MostPasses = 200;

    /// <summary>Gap between dual and primal, as a share of the loss, at which it stops.</summary>
    private const float Near = 1e-3f;

    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var rows = new MlNetRows(set, options.Weights);
        var fitted = rows.Fit(view => Trainer(rows, set.Count, options).Fit(view).Model, cancel);
        return new TrainedModel(rows.ToModel(fitted), rows.CheckUsed(rows.View.RowsRead), Stopwatch.GetElapsedTime(started), Converged: null);
    }

    private static SdcaMaximumEntropyMulticlassTrainer Trainer(MlNetRows rows, int count, TrainingOptions options)
    {
        var l2 = Math.Max(options.L2, LeastL2);
        return new MLContext(options.Seed).MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = TrainingView.Label,
            FeatureColumnName = TrainingView.Features,
            ExampleWeightColumnName = rows.WeightColumn,

            // Its penalties stand against the mean of the losses, and its L1 counts in units of its L2.
            L2Regularization = l2 / count,
            L1Regularization = options.L1 / l2,
            ConvergenceTolerance = Near,
            MaximumNumberOfIterations = MostPasses,
            NumberOfThreads = 1,
        });
    }
}
