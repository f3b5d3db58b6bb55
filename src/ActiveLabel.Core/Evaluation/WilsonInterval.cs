namespace ActiveLabel.Core.Evaluation;

/// <summary>A range that holds a figure's true value in 95 of 100 cases.</summary>
public readonly record struct Interval(double Low, double High);

/// <summary>
/// How far a share that was counted on a few images may lie from the true one: the score interval of E. B. Wilson,
/// "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
/// Association 22 (1927), 209-212. Unlike the normal approximation it stays within 0 to 1 and has width at 0 and 1.
/// </summary>
public static class WilsonInterval
{
    /// <summary>Standard normal quantile of a two-sided interval of 95 %.</summary>
    private const double Z95 = 1.959963984540054;

    /// <summary>
    /// The 95 % interval (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).
    /// </summary>
    /// <param name="share">The share counted, p, 0 to 1.</param>
    /// <param name="count">What it was counted on, n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share outside 0 to 1, or nothing counted.</exception>
    public static Interval Of(double share, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");

        var z2 = Z95 * Z95 / count;
        var middle = share + (z2 / 2);
        var reach = Math.Sqrt((share * (1 - share) * z2) + (z2 * z2 / 4));
        return new Interval(Math.Max(0, (middle - reach) / (1 + z2)), Math.Min(1, (middle + reach) / (1 + z2)));
    }
}
