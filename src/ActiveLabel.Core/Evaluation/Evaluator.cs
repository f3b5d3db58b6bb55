using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>Judges predictions by the true classes. Formulas and their sources: docs/evaluation.md.</summary>
public static class Evaluator
{
    /// <param name="imageIds">[n].</param>
    /// <param name="truth">[n] zero-based classes.</param>
    /// <param name="predictions">[n, K] by a model that none of these images trained.</param>
    /// <exception cref="ArgumentException">The counts differ, or a class is not below K.</exception>
    public static EvaluationResult Evaluate(
        EvaluationBasis basis, IReadOnlyList<long> imageIds, IReadOnlyList<int> truth, Predictions predictions)
    {
        if (imageIds.Count != truth.Count || truth.Count != predictions.Count)
            throw new ArgumentException($"{imageIds.Count} images, {truth.Count} truths and {predictions.Count} predictions do not belong together.", nameof(truth));

        int[] predicted = [.. Enumerable.Range(0, truth.Count).Select(predictions.Best)];
        var confusion = new ConfusionMatrix(truth, predicted, predictions.ClassCount);
        RocCurve?[] roc = [.. Enumerable.Range(0, predictions.ClassCount).Select(k => OneAgainstRest(k, truth, predictions))];
        var summary = new EvaluationSummary(
            basis,
            truth.Count,
            confusion.Accuracy,
            confusion.BalancedAccuracy,
            confusion.MacroF1,
            ProbabilityScores.LogLoss(truth, predictions),
            [.. roc.Select(r => r?.Auc)])
        { BalancedAccuracyError = confusion.BalancedAccuracyError };
        return new EvaluationResult(summary, imageIds, truth, predictions, confusion, roc);
    }

    private static RocCurve? OneAgainstRest(int k, IReadOnlyList<int> truth, Predictions predictions) =>
        RocCurve.Of([.. Enumerable.Range(0, truth.Count).Select(i => predictions[i][k])], [.. truth.Select(t => t == k)]);
}
