namespace ActiveLabel.Vision.Drawing;

/// <summary>
/// The few functions that the drawing needs, from IEEE additions, products and square roots alone. Those of
/// <see cref="Math"/> come from the platform's library, whose last digit differs between processors, and one
/// differing digit is a differing file.
/// </summary>
internal static class PortableMath
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.693145751953125;
    private const double Ln2Low = 1.4286068203094173e-06;

    public static double Exp(double x)
    {
        x = Math.Clamp(x, -700, 700);
        var power = Math.Floor((x * Log2E) + 0.5);
        var r = x - (power * Ln2High) - (power * Ln2Low);
        var sum = 1 + (r * (1.0 / 11));
        sum = 1 + (r * (1.0 / 10) * sum);
        sum = 1 + (r * (1.0 / 9) * sum);
        sum = 1 + (r * (1.0 / 8) * sum);
        sum = 1 + (r * (1.0 / 7) * sum);
        sum = 1 + (r * (1.0 / 6) * sum);
        sum = 1 + (r * (1.0 / 5) * sum);
        sum = 1 + (r * (1.0 / 4) * sum);
        sum = 1 + (r * (1.0 / 3) * sum);
        sum = 1 + (r * (1.0 / 2) * sum);
        sum = 1 + (r * sum);
        return sum * BitConverter.Int64BitsToDouble(((long)power + 1023) << 52);
    }

    /// <summary>Sine and cosine of an angle in turns (1 is the full circle).</summary>
    public static (double Sin, double Cos) SinCos(double turns)
    {
        // Fold to an eighth of a turn either side of the nearest quarter; there the series converge at once.
        var quarter = Math.Floor((turns * 4) + 0.5);
        var a = (turns - (quarter / 4)) * (2 * Math.PI);
        var a2 = a * a;
        var sin = a * (1 - (a2 / 6 * (1 - (a2 / 20 * (1 - (a2 / 42 * (1 - (a2 / 72 * (1 - (a2 / 110))))))))));
        var cos = 1 - (a2 / 2 * (1 - (a2 / 12 * (1 - (a2 / 30 * (1 - (a2 / 56 * (1 - (a2 / 90)))))))));
        return ((long)quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    public static double Lerp(double from, double to, double share) => from + ((to - from) * share);

    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, an S between.</summary>
    public static double Step(double low, double high, double x)
    {
        var t = Math.Clamp((x - low) / (high - low), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>A bell of height 1 round zero; <paramref name="width"/> is its standard deviation.</summary>
    public static double Bell(double x, double width) => Exp(-(x * x) / (2 * width * width));
}
