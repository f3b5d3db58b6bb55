using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>Figures that judge the probabilities themselves, not only the class that they put first.</summary>
public static class ProbabilityScores
{
    /// <summary>A probability counts as no lower than this, so that one certain error does not make the mean infinite.</summary>
    public const double LeastProbability = 1e-15;

    /// <summary>Mean -ln p of the true class; 0 where there are no images.</summary>
    public static double LogLoss(IReadOnlyList<int> truth, Predictions predictions) =>
        truth.Select((k, i) => -Math.Log(Math.Max(predictions[i][k], LeastProbability))).DefaultIfEmpty(0).Average();

    /// <summary>
    /// Expected calibration error (Guo et al. 2017, "On calibration of modern neural networks", equation 3): images fall
    /// into bins of equal width by their best probability; the mean over images of |share right - mean best
    /// probability| of the bin. 0 where there are no images.
    /// </summary>
    public static double ExpectedCalibrationError(IReadOnlyList<int> truth, Predictions predictions, int bins = 15)
    {
        // Over images: right (1 or 0) less the probability claimed; the sum within a bin is its size times its gap.
        var gaps = new double[bins];
        for (var i = 0; i < truth.Count; i++)
        {
            var best = predictions.Best(i);
            var claimed = predictions[i][best];
            gaps[Math.Clamp((int)Math.Ceiling(claimed * bins) - 1, 0, bins - 1)] += (best == truth[i] ? 1 : 0) - claimed;
        }

        return truth.Count == 0 ? 0 : gaps.Sum(Math.Abs) / truth.Count;
    }
}
