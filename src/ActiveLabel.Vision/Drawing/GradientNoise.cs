namespace ActiveLabel.Vision.Drawing;

/// <summary>Perlin's gradient noise over an endless plane, its lattice hashed from a seed; about -1 to 1, mean 0.</summary>
internal sealed class GradientNoise(uint seed)
{
    public double At(double x, double y)
    {
        var fx = Math.Floor(x);
        var fy = Math.Floor(y);
        var (ix, iy) = ((int)fx, (int)fy);
        var (dx, dy) = (x - fx, y - fy);
        var (sx, sy) = (Fade(dx), Fade(dy));
        var top = PortableMath.Lerp(Slope(ix, iy, dx, dy), Slope(ix + 1, iy, dx - 1, dy), sx);
        var bottom = PortableMath.Lerp(Slope(ix, iy + 1, dx, dy - 1), Slope(ix + 1, iy + 1, dx - 1, dy - 1), sx);
        return 1.7 * PortableMath.Lerp(top, bottom, sy);
    }

    /// <summary>Octaves of falling weight: each twice as fine and half as strong.</summary>
    public double Octaves(double x, double y, int count)
    {
        var (sum, weight, total) = (0.0, 1.0, 0.0);
        for (var octave = 0; octave < count; octave++)
        {
            sum += weight * At(x, y);
            total += weight;
            weight *= 0.5;
            // The offset keeps the lattices from meeting in a common zero.
            (x, y) = ((x * 2.03) + 17.3, (y * 2.03) - 9.7);
        }
        return sum * 1.4 / total;
    }

    /// <summary>Uniform in [0, 1), one value for each whole number: a property of the n-th ring.</summary>
    public double Of(int n) => Hash(n, 7919) * (1.0 / 4294967296.0);

    private double Slope(int ix, int iy, double dx, double dy)
    {
        var h = Hash(ix, iy);
        return (((int)(h & 0xFFFF) * (2.0 / 65535) - 1) * dx) + (((int)(h >> 16) * (2.0 / 65535) - 1) * dy);
    }

    private uint Hash(int x, int y)
    {
        var h = seed ^ ((uint)x * 0x9E3779B1) ^ ((uint)y * 0x85EBCA77);
        h = (h ^ (h >> 15)) * 0x2C1B3C6D;
        h = (h ^ (h >> 12)) * 0x297A2D39;
        return h ^ (h >> 15);
    }

    private static double Fade(double t) => t * t * t * ((t * ((t * 6) - 15)) + 10);
}
