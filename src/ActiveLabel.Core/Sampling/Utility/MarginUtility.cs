namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>One less the gap between the two best probabilities. With one class there is no second: its gap is its probability.</summary>
/// <remarks>Scheffer, Decomain and Wrobel (2001), "Active hidden Markov models for information extraction".</remarks>
internal sealed class MarginUtility : RowUtility
{
    protected override double Of(ReadOnlySpan<float> probabilities)
    {
        var (best, second) = (0f, 0f);
        foreach (var p in probabilities)
        {
            // Without branches, which nothing could predict.
            second = float.MaxNative(second, float.MinNative(best, p));
            best = float.MaxNative(best, p);
        }

        return 1.0 - (best - second);
    }
}
