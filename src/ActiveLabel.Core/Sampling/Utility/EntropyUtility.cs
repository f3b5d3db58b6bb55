namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>Shannon entropy in bits, -sum p log2 p, where 0 log 0 is 0.</summary>
/// <remarks>Settles (2009), "Active learning literature survey", section 3.1; the workshop's own measure.</remarks>
internal sealed class EntropyUtility : RowUtility
{
    protected override double Of(ReadOnlySpan<float> probabilities) => Bits(probabilities);

    public static double Bits(ReadOnlySpan<float> probabilities)
    {
        var bits = 0.0;
        foreach (var p in probabilities)
        {
            if (p > 0)
                bits -= p * Math.Log2(p);
        }

        return bits;
    }
}
