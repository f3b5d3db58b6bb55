namespace ActiveLabel.Core.Models;

/// <summary>Rows that nobody labelled, with guessed shares of the classes.</summary>
/// <param name="Features">[m, d] row-major, unscaled.</param>
/// <param name="Shares">[m, K] row-major, none below 0; each row sums to 1. K also counts classes that no row has.</param>
/// <param name="Weights">[m] how much each row counts against a labelled one, which counts 1; none below 0.</param>
public sealed record SoftLabels(ReadOnlyMemory<float> Features, ReadOnlyMemory<float> Shares, ReadOnlyMemory<float> Weights)
{
    /// <summary>m.</summary>
    public int Count => Weights.Length;
}
