using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>Figures that judge the probabilities themselves, not only the class that they put first.</summary>
public static class ProbabilityScores
{
    /// <summary>Bins of the calibration error unless another number is asked for, as in Guo et al. 2017.</summary>
    public const int CalibrationBins = 15;

    /// <summary>
    /// A probability counts as no nearer to 0 or 1 than this, so that one certain error does not make the mean infinite:
    /// the relative precision of a double, 2^-52, by which scikit-learn's <c>log_loss</c> clips too.
    /// </summary>
    public const double LeastProbability = 2.220446049250313e-16;

    /// <summary>
    /// Log loss: mean over images of -ln p of the true class, p clipped to [2^-52, 1 - 2^-52] (Bishop 2006, "Pattern
    /// Recognition and Machine Learning", 4.108, by image). 0 where there are no images.
    /// </summary>
    /// <param name="truth">[n] zero-based classes.</param>
    /// <param name="predictions">[n, K].</param>
    public static double LogLoss(IReadOnlyList<int> truth, Predictions predictions) =>
        truth.Select((k, i) => LogLoss(k, predictions[i])).DefaultIfEmpty(0).Average();

    /// <summary>
    /// Brier score: mean over images of the sum over classes of (p - y)², y being 1 for the true class and 0 for the
    /// others (Brier 1950, "Verification of forecasts expressed in terms of probability", equation 2). From 0, right and
    /// certain, to 2, wrong and certain; guessing evenly reaches 1 - 1/K. 0 where there are no images.
    /// </summary>
    /// <inheritdoc cref="LogLoss(IReadOnlyList{int}, Predictions)" path="/param"/>
    public static double Brier(IReadOnlyList<int> truth, Predictions predictions) =>
        truth.Select((k, i) => Brier(k, predictions[i])).DefaultIfEmpty(0).Average();

    /// <summary>
    /// Expected calibration error (Guo et al. 2017, "On calibration of modern neural networks", equation 3): images fall
    /// into bins of equal width by their best probability; the mean over images of |share right - mean best
    /// probability| of the bin. 0 where there are no images. Few images a bin make it too high, since chance alone parts
    /// the two.
    /// </summary>
    /// <inheritdoc cref="LogLoss(IReadOnlyList{int}, Predictions)" path="/param"/>
    public static double ExpectedCalibrationError(IReadOnlyList<int> truth, Predictions predictions, int bins = CalibrationBins)
    {
        // Over images: right (1 or 0) less the probability claimed; the sum within a bin is its size times its gap.
        var gaps = new double[bins];
        for (var i = 0; i < truth.Count; i++)
        {
            var (bin, gap) = CalibrationGap(truth[i], predictions, i, bins);
            gaps[bin] += gap;
        }

        return truth.Count == 0 ? 0 : gaps.Sum(Math.Abs) / truth.Count;
    }

    internal static double LogLoss(int truth, ReadOnlySpan<float> probabilities) =>
        -Math.Log(Math.Clamp(probabilities[truth], LeastProbability, 1 - LeastProbability));

    internal static double Brier(int truth, ReadOnlySpan<float> probabilities)
    {
        var sum = 0.0;
        for (var k = 0; k < probabilities.Length; k++)
        {
            var gap = (double)probabilities[k] - (k == truth ? 1 : 0);
            sum += gap * gap;
        }

        return sum;
    }

    /// <summary>The bin of one image, ]low, high] by its best probability, and right (1 or 0) less that probability.</summary>
    internal static (int Bin, double Gap) CalibrationGap(int truth, Predictions predictions, int index, int bins)
    {
        var best = predictions.Best(index);
        var claimed = predictions[index][best];
        return (CalibrationBin(claimed, bins), (best == truth ? 1 : 0) - (double)claimed);
    }

    /// <summary>The bin ]low, high] that holds a probability; 0 belongs to the first.</summary>
    /// <remarks>In floats, as the probability itself: 0.8 belongs to the tenth that ends there, whatever a double makes of it.</remarks>
    internal static int CalibrationBin(float probability, int bins) => Math.Clamp((int)MathF.Ceiling(probability * bins) - 1, 0, bins - 1);
}
