namespace ActiveLabel.Core.Evaluation.Thresholds;

/// <summary>What comes of calling images of one class from a probability on. A share of nothing is null, not nought.</summary>
/// <param name="Threshold">Images with at least this probability are called so.</param>
/// <param name="TruePositives">Of the class and called so.</param>
/// <param name="FalsePositives">Others that are called so.</param>
/// <param name="FalseNegatives">Of the class and not called so.</param>
/// <param name="TrueNegatives">Others that are not called so.</param>
public readonly record struct ThresholdFigures(double Threshold, int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    /// <summary>Images of the class.</summary>
    public int Positives => TruePositives + FalseNegatives;

    /// <summary>Images of the other classes.</summary>
    public int Negatives => FalsePositives + TrueNegatives;

    /// <summary>Images that are called so.</summary>
    public int Called => TruePositives + FalsePositives;

    /// <summary>Of what is called so, the share that is: TP / (TP + FP).</summary>
    public double? Precision => Share(TruePositives, Called);

    /// <summary>Of the class, the share that is called so: TP / (TP + FN), the true positive rate.</summary>
    public double? Recall => Share(TruePositives, Positives);

    /// <summary>Of the others, the share that is not called so: TN / (TN + FP), one less the false positive rate (Yerushalmy 1947).</summary>
    public double? Specificity => Share(TrueNegatives, Negatives);

    /// <summary>Of the others, the share that is called so: FP / (FP + TN).</summary>
    public double? FalsePositiveRate => Share(FalsePositives, Negatives);

    /// <summary>Harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN) (van Rijsbergen 1979).</summary>
    public double? F1 => Share(2 * TruePositives, Called + Positives);

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
