namespace ActiveLabel.Core.Evaluation.Intervals;

/// <summary>95 % intervals of one class's figures; null where the class has no images, or they cannot tell.</summary>
public sealed record ClassIntervals(Interval? Precision, Interval? Recall, Interval? F1, Interval? Auc, Interval? AveragePrecision);

/// <summary>
/// How far each figure of an evaluation may lie from what other images of the same kind would give: 95 % percentile
/// bootstrap intervals (Efron, Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13), from the 2.5th to the
/// 97.5th percentile of the figure over resamples of the judging images, drawn with replacement class by class.
/// </summary>
/// <remarks>
/// Drawn class by class (stratified, as in Robin et al. 2011, "pROC"), since a test split is itself cut class by class,
/// and since a rare class is then in every resample, so that each resample's figure is of the same kind. For an audit
/// arm, whose classes are not of fixed numbers, this leaves out how the mix of classes varies. Where every resample gives
/// the same figure there is no interval, nor for F1 and areas of a class with one image; a plain share (accuracy, precision, recall) has Wilson's then, which has width
/// also where all are right. The calibration error of a resample is higher by chance than that of the images, so its
/// interval lies rather high.
/// </remarks>
/// <param name="Classes">[K] in the model's order.</param>
public sealed record EvaluationIntervals(
    Interval? Accuracy, Interval? BalancedAccuracy, Interval? MacroF1, Interval? LogLoss, Interval? Brier, Interval? ExpectedCalibrationError,
    IReadOnlyList<ClassIntervals> Classes)
{
    /// <summary>Resamples unless another number is asked for.</summary>
    public const int DefaultResamples = 1000;

    /// <summary>A figure that moves less than this over all resamples does not move.</summary>
    private const double Nothing = 1e-12;

    /// <summary>Equal for equal results and seeds, whatever the number of threads.</summary>
    public static EvaluationIntervals Of(EvaluationResult result, int resamples = DefaultResamples, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var confusion = result.Confusion;
        if (confusion.Count == 0)
            return new(null, null, null, null, null, null, [.. Enumerable.Repeat(new ClassIntervals(null, null, null, null, null), confusion.ClassCount)]);

        var figures = new ResampledFigures(result).Draw(resamples, seed);
        return new EvaluationIntervals(
            Between(figures[ResampledFigures.Accuracy]) ?? Wilson(confusion.Accuracy, confusion.Count),
            Between(figures[ResampledFigures.BalancedAccuracy]),
            Between(figures[ResampledFigures.MacroF1]),
            Between(figures[ResampledFigures.LogLoss]),
            Between(figures[ResampledFigures.Brier]),
            Between(figures[ResampledFigures.CalibrationError]),
            [.. Enumerable.Range(0, confusion.ClassCount).Select(OfClass)]);

        ClassIntervals OfClass(int k)
        {
            var at = ResampledFigures.OfClass(k);
            // One image is drawn again and again, and says nothing of how others of its class would do.
            var canTell = confusion.Support(k) > 1;
            return new ClassIntervals(
                Between(figures[at + ResampledFigures.Precision]) ?? Wilson(confusion.Precision(k), confusion.Predicted(k)),
                Between(figures[at + ResampledFigures.Recall]) ?? Wilson(confusion.Recall(k), confusion.Support(k)),
                canTell ? Between(figures[at + ResampledFigures.F1]) : null,
                canTell ? Between(figures[at + ResampledFigures.Auc]) : null,
                canTell ? Between(figures[at + ResampledFigures.AveragePrecision]) : null);
        }
    }

    /// <summary>The percentile of sorted values, straight between the two next to it (Hyndman, Fan 1996, definition 7).</summary>
    internal static double Percentile(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>Null where the figure has no value, or but one. A resample in which it has no meaning does not count.</summary>
    private static Interval? Between(double[] values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 || sorted[^1] - sorted[0] < Nothing
            ? null
            : new Interval(Percentile(sorted, 0.025), Percentile(sorted, 0.975));
    }

    private static Interval? Wilson(double share, int count) => count == 0 ? null : WilsonInterval.Of(share, count);
}
