using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>How good vectors are for telling classes apart, judged with every image once, by a model that it did not train.</summary>
/// <param name="StandardError">Of the balanced accuracy.</param>
public sealed record CrossValidated(double Accuracy, double BalancedAccuracy, double StandardError);

/// <summary>Judges vectors instead of models: the same training, the same folds, other vectors.</summary>
public static class CrossValidation
{
    /// <summary>Folds unless another number is asked for.</summary>
    public const int DefaultFolds = 3;

    /// <param name="vectors">[n] all labelled images.</param>
    /// <param name="classes">[n] zero-based.</param>
    /// <param name="options">Its seed also deals the images out into folds, so that equal seeds compare by the same folds.</param>
    /// <returns>Null where nothing can judge: fewer images than folds, or a fold whose absence leaves fewer than two classes.</returns>
    public static CrossValidated? Judge(
        ITrainer trainer, VectorTable vectors, IReadOnlyList<int> classes, int classCount, TrainingOptions options, int folds, CancellationToken cancel)
    {
        int[] all = [.. Enumerable.Range(0, classes.Count)];
        var rows = new VectorRows(vectors, [.. all.Select(place => (long)place)]);
        if (CrossFitting.Predict(trainer, rows, classes, classCount, all, options, folds, calibrate: false, cancel) is not { } predictions)
            return null;

        var confusion = new ConfusionMatrix(classes, [.. all.Select(predictions.Best)], classCount);
        return new CrossValidated(confusion.Accuracy, confusion.BalancedAccuracy, StandardError(confusion));
    }

    /// <summary>
    /// Of a mean of independent shares: sqrt(sum over the classes that have images of r (1 - r) / n) / their number, with
    /// r the recall and n the images of a class. Two rows of one comparison share their images, so their difference is
    /// known better than this says.
    /// </summary>
    private static double StandardError(ConfusionMatrix confusion)
    {
        int[] present = [.. Enumerable.Range(0, confusion.ClassCount).Where(k => confusion.Support(k) > 0)];
        var variance = present.Sum(k => confusion.Recall(k) * (1 - confusion.Recall(k)) / confusion.Support(k));
        return Math.Sqrt(variance) / present.Length;
    }
}
