namespace ActiveLabel.Core.Evaluation.Comparison;

/// <summary>
/// Whether two models that judged the same images differ by more than chance: the exact test of Q. McNemar, "Note on the
/// sampling error of the difference between correlated proportions or percentages", Psychometrika 12 (1947), 153-157, by
/// the binomial distribution instead of its approximation (A. Agresti, "Categorical data analysis", 10.1.1; for
/// classifiers T. Dietterich, "Approximate statistical tests for comparing supervised classification learning
/// algorithms", Neural Computation 10 (1998), 1895-1923).
/// </summary>
public static class McNemarTest
{
    /// <summary>Below that a difference is called more than chance.</summary>
    public const double Significance = 0.05;

    /// <summary>
    /// Two-sided: min(1, 2 P(X &lt;= min(fixed, broken))) where X counts heads among fixed + broken tosses of a fair coin. Images
    /// that both have right, or both wrong, tell nothing.
    /// </summary>
    /// <param name="fixedImages">Images that only the second model has right.</param>
    /// <param name="broken">Images that only the first model has right.</param>
    /// <returns>How often chance alone makes a difference at least as large; 1 where neither has anything alone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count below 0.</exception>
    public static double PValue(int fixedImages, int broken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fixedImages);
        ArgumentOutOfRangeException.ThrowIfNegative(broken);
        var (tosses, least) = (fixedImages + broken, Math.Min(fixedImages, broken));
        // C(n, k) / 2^n in logarithms: the terms themselves leave a double's range from about 1,000 tosses on.
        var term = -tosses * Math.Log(2);
        var sum = Math.Exp(term);
        for (var k = 1; k <= least; k++)
        {
            term += Math.Log(tosses - k + 1) - Math.Log(k);
            sum += Math.Exp(term);
        }

        return Math.Min(1, 2 * sum);
    }
}
