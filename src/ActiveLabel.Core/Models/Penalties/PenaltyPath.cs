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
    /// <returns>[n], p held above 2⁻⁵² as in <see cref="ProbabilityScores.LogLoss(IReadOnlyList{int}, Predictions)"/>.</returns>
    public static double[] Losses(IReadOnlyList<int> classes, Predictions predictions, IReadOnlyList<double> shares)
    {
        var scaled = TemperatureScaling.Apply(predictions, TemperatureFit.Of(classes, predictions, shares));
        return [.. classes.Select((k, i) => -Math.Log(Math.Max(scaled[i][k], double.Exp2(-52))))];
    }

    /// <summary>
    /// The strongest penalty that is no worse than the best by more than one standard error of their difference, image by
    /// image: the rule of one standard error (Breiman et al. 1984, "Classification and Regression Trees", 3.4.3), for pairs.
    /// </summary>
    /// <param name="losses">[steps][n].</param>
    /// <param name="best">The step of the least mean loss.</param>
    /// <returns>A step.</returns>
    public static int Choose(IReadOnlyList<double[]> losses, IReadOnlyList<double> shares, int best)
    {
        for (var step = 0; step < best; step++)
        {
            double[] more = [.. losses[step].Zip(losses[best], (a, b) => a - b)];
            var mean = more.Zip(shares, (d, w) => d * w).Sum();
            var error = Math.Sqrt(more.Zip(shares, (d, w) => w * w * (d - mean) * (d - mean)).Sum());
            if (mean <= error)
                return step;
        }

        return best;
    }
}
