namespace ActiveLabel.Core.Evaluation;

/// <summary>Which images judged a model. They never trained the model that judged them.</summary>
public enum EvaluationBasis
{
    /// <summary>The project's labelled test images.</summary>
    TestSplit,

    /// <summary>The labelled images of the audit arm, each judged by a model trained without it.</summary>
    AuditCrossFitting,

    /// <summary>
    /// All labelled images of the pool, each judged by a model trained without it. The strategy picked most of them
    /// because they are hard, so that figures come out lower than those of images at large.
    /// </summary>
    PoolCrossFitting,
}

/// <summary>The figures kept with a model version. Shares are 0 to 1.</summary>
/// <param name="Count">Images judged.</param>
/// <param name="Accuracy">Share of images predicted right.</param>
/// <param name="BalancedAccuracy">Mean recall over the classes that have images.</param>
/// <param name="MacroF1">Mean F1 over the classes that have images.</param>
/// <param name="LogLoss">See <see cref="ProbabilityScores.LogLoss(IReadOnlyList{int}, Models.Predictions)"/>; of calibrated probabilities.</param>
/// <param name="Auc">One against rest, by class in the model's order; null where a class has no images or all of them.</param>
public sealed record EvaluationSummary(
    EvaluationBasis Basis, int Count, double Accuracy, double BalancedAccuracy, double MacroF1, double LogLoss, IReadOnlyList<double?> Auc)
{
    /// <summary><see cref="ConfusionMatrix.BalancedAccuracyError"/>; null in versions that were judged before it was kept.</summary>
    public double? BalancedAccuracyError { get; init; }
}
