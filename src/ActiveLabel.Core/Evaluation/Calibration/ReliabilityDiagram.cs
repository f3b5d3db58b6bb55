using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Calibration;

/// <summary>Images whose probability lies within ]<paramref name="From"/>, <paramref name="To"/>] (0 belongs to the first bin), and how many of them are so.</summary>
/// <param name="Hits">Of <paramref name="Count"/>, those that are of the class.</param>
/// <param name="MeanProbability">Null without images.</param>
public readonly record struct ReliabilityBin(double From, double To, int Count, int Hits, double? MeanProbability)
{
    /// <summary>Share of the images that are of the class; null without images.</summary>
    public double? ShareRight => Count == 0 ? null : (double)Hits / Count;

    /// <summary>95 % interval of that share, by Wilson; null without images.</summary>
    public Interval? Interval => ShareRight is { } share ? WilsonInterval.Of(share, Count) : null;
}

/// <summary>
/// How often what a model calls so sure is so (DeGroot, Fienberg 1983, "The comparison and evaluation of forecasters";
/// Niculescu-Mizil, Caruana 2005, "Predicting good probabilities with supervised learning"): probabilities in bins of equal
/// width, and of each bin the mean probability against the share of images that are so.
/// </summary>
public static class ReliabilityDiagram
{
    /// <summary>
    /// By the best probability of each image, and whether its class is right. The mean over images of |share right - mean
    /// probability| of their bins is <see cref="ProbabilityScores.ExpectedCalibrationError"/>.
    /// </summary>
    /// <param name="truth">[n] zero-based classes.</param>
    /// <param name="predictions">[n, K].</param>
    /// <returns>[bins] from 0 to 1, empty ones among them.</returns>
    public static IReadOnlyList<ReliabilityBin> OfPredicted(IReadOnlyList<int> truth, Predictions predictions, int bins = ProbabilityScores.CalibrationBins)
    {
        int[] best = [.. Enumerable.Range(0, truth.Count).Select(predictions.Best)];
        return Of([.. best.Select((k, i) => predictions[i][k])], [.. best.Select((k, i) => truth[i] == k)], bins);
    }

    /// <summary>Of one class against the rest: by its probability, whether the image is of the class.</summary>
    /// <param name="probabilities">[n], 0 to 1.</param>
    /// <param name="isSo">[n].</param>
    /// <returns>[bins] from 0 to 1, empty ones among them.</returns>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public static IReadOnlyList<ReliabilityBin> Of(IReadOnlyList<float> probabilities, IReadOnlyList<bool> isSo, int bins = ProbabilityScores.CalibrationBins)
    {
        if (probabilities.Count != isSo.Count)
            throw new ArgumentException($"{probabilities.Count} probabilities do not belong to {isSo.Count} images.", nameof(isSo));

        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var (counts, hits, sums) = (new int[bins], new int[bins], new double[bins]);
        for (var i = 0; i < probabilities.Count; i++)
        {
            var bin = ProbabilityScores.CalibrationBin(probabilities[i], bins);
            counts[bin]++;
            hits[bin] += isSo[i] ? 1 : 0;
            sums[bin] += probabilities[i];
        }

        return
        [
            .. Enumerable.Range(0, bins).Select(bin => new ReliabilityBin(
                (double)bin / bins, (bin + 1.0) / bins, counts[bin], hits[bin], counts[bin] == 0 ? null : sums[bin] / counts[bin])),
        ];
    }
}
