namespace ActiveLabel.Web.Shell.Charts;

/// <summary>
/// From values to places along an axis. Marks are drawn in a box of <see cref="Extent"/> units a side that the browser
/// stretches to the page; words are set beside it in percent, so that they keep their size on a phone.
/// </summary>
public readonly record struct LinearScale
{
    /// <summary>Length of the box's side, in units of the drawing.</summary>
    public const double Extent = 1000;

    public LinearScale(double from, double to)
    {
        if (!(from < to))
            throw new ArgumentException($"A scale runs from a lower to a higher value, not from {from} to {to}.", nameof(to));

        (From, To) = (from, to);
    }

    public double From { get; }

    public double To { get; }

    /// <summary>0 at <see cref="From"/>, 1 at <see cref="To"/>, beyond them outside.</summary>
    public double Share(double value) => (value - From) / (To - From);

    /// <summary>From the left.</summary>
    public double X(double value) => Extent * Share(value);

    /// <summary>From the top: higher values stand higher.</summary>
    public double Y(double value) => Extent * (1 - Share(value));

    /// <summary>Round values within the scale, 1, 2 or 5 times a power of ten apart, at most <paramref name="most"/>.</summary>
    public IReadOnlyList<double> Ticks(int most)
    {
        var step = RoundStep((To - From) / Math.Max(1, most - 1));
        var ticks = new List<double>();
        for (var n = Math.Ceiling((From / step) - 1e-9); n * step <= To + (step * 1e-9); n++)
        {
            // Adding nought makes a negative nought positive.
            ticks.Add(Math.Round(n * step, 10) + 0.0);
        }

        return ticks;
    }

    /// <summary>The scale widened to round values, so that both ends carry a tick.</summary>
    public static LinearScale Around(double lowest, double highest, int ticks)
    {
        var step = RoundStep(Math.Max(highest - lowest, 1e-6) / Math.Max(1, ticks - 1));
        var from = Math.Round(Math.Floor((lowest / step) + 1e-9) * step, 10);
        var to = Math.Round(Math.Ceiling((highest / step) - 1e-9) * step, 10);
        return new LinearScale(from, to > from ? to : from + step);
    }

    private static double RoundStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        var digit = (atLeast / power) switch { <= 1 + 1e-9 => 1, <= 2 + 1e-9 => 2, <= 5 + 1e-9 => 5, _ => 10 };
        return digit * power;
    }
}
