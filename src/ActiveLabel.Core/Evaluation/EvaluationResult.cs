using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>All that is known of how a model does on images that did not train it.</summary>
/// <param name="Summary">The figures kept with a model version.</param>
/// <param name="ImageIds">[n] the images judged.</param>
/// <param name="Truth">[n] their classes, zero-based in the model's order.</param>
/// <param name="Predictions">[n, K] what the model says of them.</param>
/// <param name="Roc">[K] one against the rest; null where a class has no images or all of them.</param>
/// <param name="ExpectedCalibrationError">See <see cref="ProbabilityScores.ExpectedCalibrationError"/>.</param>
public sealed record EvaluationResult(
    EvaluationSummary Summary,
    IReadOnlyList<long> ImageIds,
    IReadOnlyList<int> Truth,
    Predictions Predictions,
    ConfusionMatrix Confusion,
    IReadOnlyList<RocCurve?> Roc,
    double ExpectedCalibrationError);
