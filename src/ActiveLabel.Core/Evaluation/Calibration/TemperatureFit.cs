using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Calibration;

/// <summary>Finds the temperature at which probabilities fit the true classes best.</summary>
public static class TemperatureFit
{
    /// <summary>Images below which a temperature would be chance.</summary>
    public const int FewestImages = 20;

    /// <summary>Temperatures are held between these: what lies beyond comes of too few images.</summary>
    public const double Least = 0.1, Most = 10;

    /// <summary>Halvings of the range, enough for twelve digits.</summary>
    private const int Halvings = 50;

    /// <summary>
    /// The T that minimises the log loss of softmax(z / T) (Guo et al. 2017, 4.2). In 1/T the loss is convex, and its
    /// slope, sum over images of (mean of z by the scaled probabilities - z of the true class), is halved in until it is
    /// nought.
    /// </summary>
    /// <param name="truth">[n] zero-based classes.</param>
    /// <param name="predictions">[n, K], unscaled, by models that none of these images trained.</param>
    /// <param name="weights">[n] how much each image counts; or null where all count the same.</param>
    /// <returns>
    /// <see cref="TemperatureScaling.None"/> where nothing can be fitted: too few images, or all of them right, when the
    /// surer were always the better. An image whose class has the probability 0 is left out, for no temperature changes that.
    /// </returns>
    public static double Of(IReadOnlyList<int> truth, Predictions predictions, IReadOnlyList<double>? weights = null)
    {
        int[] usable = [.. Enumerable.Range(0, truth.Count).Where(i => predictions[i][truth[i]] > 0)];
        if (usable.Length < FewestImages || usable.All(i => predictions.Best(i) == truth[i]))
            return TemperatureScaling.None;

        double[][] logs = [.. usable.Select(i => Logs(predictions[i]))];
        int[] classes = [.. usable.Select(i => truth[i])];
        double[] counts = [.. usable.Select(i => weights?[i] ?? 1)];
        // Where all classes are always equally probable, every temperature is as good.
        if (Math.Abs(Slope(logs, classes, counts, 1 / Least)) + Math.Abs(Slope(logs, classes, counts, 1 / Most)) < 1e-6 * counts.Average())
            return TemperatureScaling.None;

        var (low, high) = (Math.Log(1 / Most), Math.Log(1 / Least));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Slope(logs, classes, counts, Math.Exp(middle)) < 0)
                low = middle;
            else
                high = middle;
        }

        return Math.Clamp(Math.Exp(-(low + high) / 2), Least, Most);
    }

    /// <summary>ln p [K], less the greatest of them.</summary>
    private static double[] Logs(ReadOnlySpan<float> probabilities)
    {
        var logs = new double[probabilities.Length];
        double greatest = probabilities[Predictions.Best(probabilities)];
        for (var k = 0; k < logs.Length; k++)
        {
            logs[k] = Math.Log(probabilities[k] / greatest);
        }

        return logs;
    }

    /// <summary>Of the summed log loss, by the inverse temperature.</summary>
    private static double Slope(double[][] logs, int[] classes, double[] counts, double inverse)
    {
        var slope = 0.0;
        for (var i = 0; i < logs.Length; i++)
        {
            var (sum, weighted) = (0.0, 0.0);
            foreach (var z in logs[i])
            {
                // What has the probability 0 weighs nothing, and minus infinity times nothing is no number.
                if (double.IsNegativeInfinity(z))
                    continue;

                var p = Math.Exp(z * inverse);
                sum += p;
                weighted += p * z;
            }

            slope += counts[i] * ((weighted / sum) - logs[i][classes[i]]);
        }

        return slope;
    }
}
