namespace ActiveLabel.Core.Evaluation.Annotators;

/// <summary>How the accuracies of two models differ that were judged by the same images.</summary>
/// <param name="Value">The other's accuracy minus the base's, -1 to 1.</param>
/// <param name="Interval">
/// Of 95 %, by Agresti and Min 2005, "Simple improved confidence intervals for comparing matched proportions": Wald's with
/// half an image added to each cell of the table of who was right. For balanced accuracy the classes' differences are
/// averaged, and so are their variances, divided by the number of classes once more.
/// </param>
public sealed record PairedDifference(double Value, Interval Interval)
{
    private const double Z95 = 1.959963984540054;

    /// <summary>Whether the interval lies below 0: the other is worse, and chance does not explain it.</summary>
    public bool IsWorse => Interval.High < 0;

    public bool IsBetter => Interval.Low > 0;

    /// <param name="truth">[n] zero-based classes.</param>
    /// <param name="before">[n] what the one model says.</param>
    /// <param name="after">[n] what the other says.</param>
    public static PairedDifference OfAccuracy(IReadOnlyList<int> truth, IReadOnlyList<int> before, IReadOnlyList<int> after) =>
        Mean([Enumerable.Range(0, truth.Count)], truth, before, after);

    /// <inheritdoc cref="OfAccuracy"/>
    public static PairedDifference OfBalancedAccuracy(IReadOnlyList<int> truth, IReadOnlyList<int> before, IReadOnlyList<int> after) =>
        Mean([.. Enumerable.Range(0, truth.Count).GroupBy(i => truth[i])], truth, before, after);

    private static PairedDifference Mean(
        IReadOnlyList<IEnumerable<int>> strata, IReadOnlyList<int> truth, IReadOnlyList<int> before, IReadOnlyList<int> after)
    {
        var (value, centre, variance) = (0.0, 0.0, 0.0);
        foreach (var stratum in strata)
        {
            int count = 0, gained = 0, lost = 0;
            foreach (var i in stratum)
            {
                count++;
                gained += after[i] == truth[i] && before[i] != truth[i] ? 1 : 0;
                lost += before[i] == truth[i] && after[i] != truth[i] ? 1 : 0;
            }

            double n = count + 2, moved = gained - lost;
            value += moved / count;
            centre += moved / n;
            variance += (gained + lost + 1 - (moved * moved / n)) / (n * n);
        }

        var reach = Z95 * Math.Sqrt(variance) / strata.Count;
        return new PairedDifference(
            value / strata.Count,
            new Interval(Math.Max(-1, (centre / strata.Count) - reach), Math.Min(1, (centre / strata.Count) + reach)));
    }
}
