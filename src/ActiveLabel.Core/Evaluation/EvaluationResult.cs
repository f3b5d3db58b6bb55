using ActiveLabel.Core.Evaluation.Calibration;
using ActiveLabel.Core.Evaluation.Intervals;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>All that is known of how a model does on images that did not train it.</summary>
/// <param name="Summary">The figures kept with a model version.</param>
/// <param name="ImageIds">[n] the images judged.</param>
/// <param name="Truth">[n] their classes, zero-based in the model's order.</param>
/// <param name="Predictions">[n, K] what the model says of them.</param>
/// <param name="Roc">[K] one against the rest; null where a class has no images or all of them.</param>
public sealed record EvaluationResult(
    EvaluationSummary Summary,
    IReadOnlyList<long> ImageIds,
    IReadOnlyList<int> Truth,
    Predictions Predictions,
    ConfusionMatrix Confusion,
    IReadOnlyList<RocCurve?> Roc)
{
    /// <summary>[K] one against the rest; null where a class has no images. Computed at the first call: replays never ask.</summary>
    public IReadOnlyList<PrecisionRecallCurve?> PrecisionRecall => field ??=
    [
        .. Enumerable.Range(0, Predictions.ClassCount).Select(k => PrecisionRecallCurve.Of(Scores(k), IsOf(k))),
    ];

    /// <summary>How far the figures may be off; drawn at the first call.</summary>
    public EvaluationIntervals Intervals => field ??= EvaluationIntervals.Of(this);

    /// <inheritdoc cref="ReliabilityDiagram.OfPredicted"/>
    public IReadOnlyList<ReliabilityBin> Reliability => field ??= ReliabilityDiagram.OfPredicted(Truth, Predictions);

    /// <inheritdoc cref="ProbabilityScores.Brier(IReadOnlyList{int}, Predictions)"/>
    public double Brier => ProbabilityScores.Brier(Truth, Predictions);

    /// <inheritdoc cref="ProbabilityScores.ExpectedCalibrationError"/>
    public double ExpectedCalibrationError => ProbabilityScores.ExpectedCalibrationError(Truth, Predictions);

    /// <returns>[n] probability of one class, in the order of the images.</returns>
    public float[] Scores(int k) => [.. Enumerable.Range(0, Truth.Count).Select(i => Predictions[i][k])];

    /// <returns>[n] whether an image is of that class.</returns>
    public bool[] IsOf(int k) => [.. Truth.Select(t => t == k)];
}
