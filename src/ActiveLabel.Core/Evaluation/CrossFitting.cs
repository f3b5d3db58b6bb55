using ActiveLabel.Core.Evaluation.Calibration;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>
/// Judges with images that also train: the audit arm is cut into folds, and each fold is scored by a model trained on
/// everything but that fold (Stone 1974, "Cross-validatory choice and assessment of statistical predictions"; the name
/// after Chernozhukov et al. 2018). The strategy's own picks train every model but judge none: they are no random sample.
/// </summary>
public static class CrossFitting
{
    /// <summary>Folds unless another number is asked for.</summary>
    public const int DefaultFolds = 5;

    /// <param name="vectors">[n] all labelled images.</param>
    /// <param name="classes">[n] zero-based.</param>
    /// <param name="audit">Places of the audit images among them.</param>
    /// <param name="calibrate">
    /// Whether each fold is scored at its model's own temperature, found from the images that trained that model and from
    /// no other: a temperature is trained too.
    /// </param>
    /// <returns>Predictions of the audit images in the order of <paramref name="audit"/>; null where nothing can judge: fewer audit images than folds, or a fold whose absence leaves fewer than two classes.</returns>
    public static Predictions? Predict(
        ITrainer trainer, VectorRows vectors, IReadOnlyList<int> classes, int classCount, IReadOnlyList<int> audit,
        TrainingOptions options, int folds = DefaultFolds, bool calibrate = false, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (audit.Count < folds)
            return null;

        var isAudit = audit.ToHashSet();
        var probabilities = new float[audit.Count * classCount];
        foreach (var fold in Fold.Cut(audit, classes, folds, options.Seed))
        {
            if (fold.Score(trainer, vectors, classes, classCount, options, cancel) is not { } predictions)
                return null;

            if (calibrate)
                predictions = TemperatureScaling.Apply(predictions, Temperature(fold));

            foreach (var (at, a) in fold.Judged.Index())
            {
                predictions[at].CopyTo(probabilities.AsSpan(a * classCount));
            }
        }

        return new Predictions(probabilities, classCount);

        double Temperature(Fold fold) => CrossFittedTemperature.Find(
            trainer, vectors.At(fold.Kept), [.. fold.Kept.Select(place => classes[place])], classCount,
            [.. Enumerable.Range(0, fold.Kept.Count).Where(at => isAudit.Contains(fold.Kept[at]))], options, cancel);
    }
}
