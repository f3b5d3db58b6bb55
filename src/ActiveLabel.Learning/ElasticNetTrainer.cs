using System.Diagnostics;
using ActiveLabel.Core.Models;
using Microsoft.ML;
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
        var rows = new MlNetRows(set, options.Weights);
        var fitted = rows.Fit(view => Trainer(rows, options).Fit(view).Model, cancel);
        var used = rows.CheckUsed(rows.View.RowsRead);

        // No number of steps ends it, only its own rule.
        return new TrainedModel(rows.ToModel(fitted), used, Stopwatch.GetElapsedTime(started), Converged: true);
    }

    /// <summary>Of a context for each training: ML.NET keeps every progress entry of a context for as long as the context lives.</summary>
    private static LbfgsMaximumEntropyMulticlassTrainer Trainer(MlNetRows rows, TrainingOptions options) =>
        new MLContext(options.Seed).MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = TrainingView.Label,
            FeatureColumnName = TrainingView.Features,
            ExampleWeightColumnName = rows.WeightColumn,
            L1Regularization = options.L1,
            L2Regularization = options.L2,
            OptimizationTolerance = options.Tolerance,
            NumberOfThreads = Parts,
        });
}
