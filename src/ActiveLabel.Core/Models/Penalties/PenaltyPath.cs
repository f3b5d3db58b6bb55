using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Calibration;

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

    /// <summary>How much each left-out image counts: all the same, or under balanced weights all classes the same, as in training.</summary>
    /// <param name="classes">[n] zero-based.</param>
    /// <returns>[n] that sum to 1.</returns>
    public static double[] Shares(IReadOnlyList<int> classes, ClassWeights weights)
    {
        var counts = classes.CountBy(k => k).ToDictionary();
        return [.. classes.Select(k => weights == ClassWeights.Equal ? 1.0 / classes.Count : 1.0 / (counts.Count * counts[k]))];
    }

    /// <summary>
    /// What the penalties shall make small: -ln p of the true class of images left out of training, at the temperature that
    /// suits these images best. Strong penalties make models that are right but unsure, and the temperature of a model
    /// version puts that right anyway.
    /// </summary>
    /// <param name="shares">[n] of <see cref="Shares"/>.</param>
    /// <returns>The mean by the shares, p held above 2⁻⁵² as in <see cref="ProbabilityScores.LogLoss(IReadOnlyList{int}, Predictions)"/>.</returns>
    public static double Criterion(IReadOnlyList<int> classes, Predictions predictions, IReadOnlyList<double> shares)
    {
        var scaled = TemperatureScaling.Apply(predictions, TemperatureFit.Of(classes, predictions, shares));
        return classes.Select((k, i) => -Math.Log(Math.Max(scaled[i][k], double.Exp2(-52))) * shares[i]).Sum();
    }
}
