namespace ActiveLabel.Core.Evaluation.Stopping;

/// <summary>One of a mixture's Student t distributions.</summary>
/// <param name="Weight">Its share; those of a mixture sum to 1.</param>
/// <param name="Scale">Above 0.</param>
/// <param name="Freedom">Degrees of freedom.</param>
internal readonly record struct StudentPart(double Weight, double Mean, double Scale, double Freedom);

/// <summary>What is believed of a number when several models speak, each by a Student t distribution.</summary>
internal sealed class StudentMixture(IReadOnlyList<StudentPart> parts)
{
    public double Mean => parts.Sum(p => p.Weight * p.Mean);

    /// <summary>The probability of at most <paramref name="value"/>.</summary>
    public double Below(double value) => parts.Sum(p => p.Weight * Student((value - p.Mean) / p.Scale, p.Freedom));

    /// <summary>The middle 95 %, found by halving.</summary>
    public Interval Middle => new(Quantile(0.025), Quantile(0.975));

    private double Quantile(double share)
    {
        var (low, high) = (parts.Min(p => p.Mean - (20 * p.Scale)), parts.Max(p => p.Mean + (20 * p.Scale)));
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle) < share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>
    /// Student's distribution by the normal one (Wallace 1959, "Bounds on normal approximations to Student's and the chi-square
    /// distributions"): good to 0.001 from 5 degrees of freedom on, of which there are never fewer here.
    /// </summary>
    internal static double Student(double t, double freedom)
    {
        var z = ((8 * freedom) + 1) / ((8 * freedom) + 3) * Math.Sqrt(freedom * Math.Log(1 + (t * t / freedom)));
        var above = UpperNormal(z);
        return t > 0 ? 1 - above : above;
    }

    /// <summary>The normal distribution above z, at least 0, to 1e-7 (Abramowitz, Stegun 1964, 26.2.17).</summary>
    private static double UpperNormal(double z)
    {
        var t = 1 / (1 + (0.2316419 * z));
        var series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * series;
    }
}
