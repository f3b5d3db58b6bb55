namespace ActiveLabel.Learning.Softmax;

/// <summary>
/// Finds how far to go along a direction: down enough, and on until it is clearly less steep (the Wolfe conditions of Nocedal
/// and Wright 2006, 3.6), by bracketing and cubic interpolation (equation 3.59). Near the optimum, where floats no longer
/// tell values apart, the slope alone decides (Hager and Zhang 2005, "A new conjugate gradient method", equation 4.1).
/// </summary>
internal readonly struct WolfeSearch(double value, double descent)
{
    private const double Enough = 1e-4;
    private const double Flatter = 0.9;

    /// <summary>Share of the value that floats may have got wrong.</summary>
    private const double Noise = 1e-9;

    private const int Trials = 30;

    /// <returns>The value found; the minimiser stands at its point and has its gradient. Null where there is none.</returns>
    public double? Run(SoftmaxMinimiser minimiser, ReadOnlySpan<double> point)
    {
        var way = 1.0;
        (double Way, double Value, double Slope) low = (0, value, descent);
        (double Way, double Value, double Slope)? high = null;
        for (var trial = 0; trial < Trials; trial++)
        {
            var (found, slope) = minimiser.Along(point, way);
            var isDown = found <= value + (Enough * way * descent)
                || (found <= value + (Noise * Math.Abs(value)) && slope <= ((2 * Enough) - 1) * descent);
            if (isDown && slope >= Flatter * descent)
                return found;

            if (isDown) low = (way, found, slope);
            else high = (way, found, slope);
            way = high is { } wall ? Between(low, wall) : way * 4;
        }

        return null;
    }

    /// <summary>The minimum of the cubic through both ends, kept away from them.</summary>
    private static double Between((double Way, double Value, double Slope) low, (double Way, double Value, double Slope) high)
    {
        var width = high.Way - low.Way;
        var d1 = low.Slope + high.Slope - (3 * (high.Value - low.Value) / width);
        var d2 = Math.Sqrt((d1 * d1) - (low.Slope * high.Slope));
        var cubic = high.Way - (width * (high.Slope + d2 - d1) / (high.Slope - low.Slope + (2 * d2)));
        return double.IsFinite(cubic) ? Math.Clamp(cubic, low.Way + (0.1 * width), high.Way - (0.1 * width)) : low.Way + (width / 2);
    }
}
