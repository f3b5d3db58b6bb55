namespace ActiveLabel.Vision.Drawing;

/// <summary>
/// A year of growth after another: pale earlywood that darkens into latewood and breaks off at winter. No two
/// years are alike in width or in darkness.
/// </summary>
internal sealed class GrowthRings(uint seed, double latewoodStart, double unevenness)
{
    private readonly GradientNoise _noise = new(seed);

    /// <summary>Darkness, 0 to about 1, at ring coordinate <paramref name="t"/> (1 is a mean ring's width).</summary>
    public double At(double t)
    {
        t += unevenness * _noise.At(t * 0.37, 3.1);
        var year = Math.Floor(t);
        var season = t - year;
        var depth = 0.35 + (0.65 * _noise.Of((int)year));
        var rise = PortableMath.Step(latewoodStart, 0.94, season);
        return depth * rise * (1 - PortableMath.Step(0.92, 1.0, season));
    }
}
