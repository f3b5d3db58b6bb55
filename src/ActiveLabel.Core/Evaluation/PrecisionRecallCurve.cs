namespace ActiveLabel.Core.Evaluation;

/// <param name="Threshold">Images with at least this score count as of the class; plus infinity at the first point, where none does.</param>
public readonly record struct PrecisionRecallPoint(double Recall, double Precision, double Threshold);

/// <summary>
/// Precision and recall of one class against the rest, one point for each different score, so that equal scores are one
/// step and no order among them matters (Davis, Goadrich 2006, "The relationship between precision-recall and ROC
/// curves"). Recall never falls along the points. The first point, at recall 0, has the precision 1 by convention.
/// </summary>
public sealed record PrecisionRecallCurve(IReadOnlyList<PrecisionRecallPoint> Points)
{
    /// <summary>
    /// Average precision: sum over points of (recall - recall of the point before) x precision, without interpolation
    /// between points (Zhu 2004, "Recall, precision and average precision"; scikit-learn's
    /// <c>average_precision_score</c>). Guessing reaches the share of the class.
    /// </summary>
    public double AveragePrecision
    {
        get
        {
            var sum = 0.0;
            for (var i = 1; i < Points.Count; i++)
            {
                sum += (Points[i].Recall - Points[i - 1].Recall) * Points[i].Precision;
            }

            return sum;
        }
    }

    /// <param name="scores">[n] higher means more likely of the class; not NaN.</param>
    /// <param name="isPositive">[n] whether the image is of the class.</param>
    /// <returns>Null where no image is of the class.</returns>
    public static PrecisionRecallCurve? Of(IReadOnlyList<float> scores, IReadOnlyList<bool> isPositive)
    {
        var positives = isPositive.Count(p => p);
        if (positives == 0)
            return null;

        var points = new List<PrecisionRecallPoint> { new(0, 1, double.PositiveInfinity) };
        foreach (var (hits, alarms, threshold) in ScoreSteps.Of(scores, isPositive))
        {
            points.Add(new PrecisionRecallPoint((double)hits / positives, (double)hits / (hits + alarms), threshold));
        }

        return new PrecisionRecallCurve(points);
    }
}
