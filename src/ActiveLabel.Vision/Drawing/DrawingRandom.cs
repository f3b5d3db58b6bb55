namespace ActiveLabel.Vision.Drawing;

/// <summary>
/// SplitMix64: its sequence is fixed by the few lines below, where <see cref="Random"/> promises none from one
/// runtime to the next.
/// </summary>
internal sealed class DrawingRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>A stream of its own for each picture, so that any one can be drawn alone, in any order.</summary>
    public DrawingRandom(int seed, int stream) =>
        _state = Mix(Mix((uint)seed + Golden) + ((uint)stream * Golden));

    public ulong Next() => Mix(_state += Golden);

    public uint NextSeed() => (uint)(Next() >> 32);

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Unit());

    public int Between(int low, int highInclusive) => low + (int)(Unit() * (highInclusive - low + 1));

    /// <summary>Near normal: twelve uniforms summed (Irwin-Hall), never beyond six deviations.</summary>
    public double Normal(double mean, double deviation)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += Unit();
        return mean + (deviation * sum);
    }

    /// <summary>Normal, held inside bounds.</summary>
    public double Normal(double mean, double deviation, double low, double high) =>
        Math.Clamp(Normal(mean, deviation), low, high);

    /// <summary>Log-normal about a median.</summary>
    public double Around(double median, double spread) => median * PortableMath.Exp(Normal(0, spread));

    public bool Chance(double probability) => Unit() < probability;

    public double Sign() => Chance(0.5) ? 1 : -1;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
