using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Calibration;

/// <summary>
/// The temperature of a model, from nothing but the images that it is trained on: they are cut into folds, and each fold
/// is scored by a model trained without it, since a model is surer of images that it has seen.
/// </summary>
public static class CrossFittedTemperature
{
    /// <summary>
    /// Folds are scored until there are so many images: on 500, a fitted temperature costs about
    /// 1 / (2 x 500) = 0.001 of log loss more than the best one would, and each fold costs a training.
    /// </summary>
    public const int EnoughImages = 500;

    /// <param name="vectors">[n] all images that the model is trained on.</param>
    /// <param name="classes">[n] zero-based.</param>
    /// <param name="audit">Places of those that were drawn at random. They alone are scored where there are enough, since the strategy's picks are harder than other images.</param>
    /// <returns><see cref="TemperatureScaling.None"/> where nothing can be fitted.</returns>
    public static double Find(
        ITrainer trainer, VectorRows vectors, IReadOnlyList<int> classes, int classCount, IReadOnlyList<int> audit,
        TrainingOptions options, CancellationToken cancel)
    {
        var scored = audit.Count >= TemperatureFit.FewestImages ? audit : [.. Enumerable.Range(0, classes.Count)];
        if (scored.Count < TemperatureFit.FewestImages)
            return TemperatureScaling.None;

        var (truth, probabilities) = (new List<int>(), new List<float>());
        foreach (var fold in Fold.Cut(scored, classes, CrossFitting.DefaultFolds, options.Seed))
        {
            if (fold.Score(trainer, vectors, classes, classCount, options, cancel) is not { } predictions)
                return TemperatureScaling.None;

            truth.AddRange(fold.Judged.Select(at => classes[scored[at]]));
            probabilities.AddRange(predictions.Probabilities.Span);
            if (truth.Count >= EnoughImages)
                break;
        }

        return TemperatureFit.Of(truth, new Predictions(probabilities.ToArray(), classCount));
    }
}
