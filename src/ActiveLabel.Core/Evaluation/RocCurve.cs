namespace ActiveLabel.Core.Evaluation;

/// <param name="Threshold">Images with at least this score count as of the class; plus infinity at the first point, where none does.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);

/// <summary>
/// Receiver operating characteristic of one class against the rest, one point for each different score, so that equal
/// scores are one step and no order among them matters (Fawcett 2006, "An introduction to ROC analysis", algorithm 1).
/// </summary>
public sealed record RocCurve(IReadOnlyList<RocPoint> Points)
{
    /// <summary>
    /// Area under the curve by trapezoids: the probability that an image of the class scores above one of the rest,
    /// ties counting one half (Hanley and McNeil 1982).
    /// </summary>
    public double Auc
    {
        get
        {
            var area = 0.0;
            for (var i = 1; i < Points.Count; i++)
            {
                var (left, right) = (Points[i - 1], Points[i]);
                area += (right.FalsePositiveRate - left.FalsePositiveRate) * (left.TruePositiveRate + right.TruePositiveRate) / 2;
            }

            return area;
        }
    }

    /// <param name="scores">[n] higher means more likely of the class; not NaN.</param>
    /// <param name="isPositive">[n] whether the image is of the class.</param>
    /// <returns>Null where all images or none are of the class.</returns>
    public static RocCurve? Of(IReadOnlyList<float> scores, IReadOnlyList<bool> isPositive)
    {
        var positives = isPositive.Count(p => p);
        var negatives = isPositive.Count - positives;
        if (positives == 0 || negatives == 0)
            return null;

        var points = new List<RocPoint> { new(0, 0, double.PositiveInfinity) };
        foreach (var (hits, alarms, threshold) in ScoreSteps.Of(scores, isPositive))
        {
            points.Add(new RocPoint((double)alarms / negatives, (double)hits / positives, threshold));
        }

        return new RocCurve(points);
    }
}
