using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Core.Models.Penalties;

/// <summary>Which penalties are tried, and what makes one better than another. Measured: docs/evaluation.md.</summary>
internal static class PenaltyPath
{
    /// <summary>L2 penalties from strong to weak, each the half of the one before, so that each training can begin from the last.</summary>
    public static readonly IReadOnlyList<float> L2 = [64, 32, 16, 8, 4, 2, 1, 0.5f, 0.25f, 0.125f, 0.0625f, 0.03125f, 0.015625f];

    /// <summary>Penalties in a row that are worse than the best so far, after which the rest is not tried.</summary>
    public const int Patience = 2;

    /// <summary>Near enough to tell penalties apart; the model itself is trained further.</summary>
    public const float Tolerance = 1e-4f;

    /// <summary>
    /// What the penalties shall make small: the mean of -ln p of the true class over images left out of training. Under
    /// balanced weights each class counts the same, as it does in training.
    /// </summary>
    /// <param name="losses">[n] -ln p of the true class.</param>
    /// <param name="classes">[n] zero-based.</param>
    public static double Criterion(IReadOnlyList<double> losses, IReadOnlyList<int> classes, ClassWeights weights) =>
        weights == ClassWeights.Equal
            ? losses.Average()
            : losses.Zip(classes).GroupBy(image => image.Second).OrderBy(group => group.Key).Average(group => group.Average(image => image.First));

    /// <summary>-ln p, p held above 2⁻⁵² as in <see cref="ProbabilityScores.LogLoss(IReadOnlyList{int}, Predictions)"/>.</summary>
    public static double Loss(float probability) => -Math.Log(Math.Max(probability, double.Exp2(-52)));
}
