namespace ActiveLabel.Core.Models;

/// <summary>What a model says of some images.</summary>
/// <param name="Probabilities">[n, K] row-major; each row sums to one.</param>
/// <param name="ClassCount">K.</param>
public sealed record Predictions(ReadOnlyMemory<float> Probabilities, int ClassCount)
{
    public int Count => Probabilities.Length / ClassCount;

    /// <returns>[K] probabilities of one image.</returns>
    public ReadOnlySpan<float> this[int index] => Probabilities.Span.Slice(index * ClassCount, ClassCount);

    /// <summary>The most probable class of one image; of several equal ones the first.</summary>
    public int Best(int index) => Best(this[index]);

    /// <inheritdoc cref="Best(int)"/>
    /// <param name="probabilities">[K] of the image, K at least 1.</param>
    public static int Best(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var k = 1; k < probabilities.Length; k++)
        {
            if (probabilities[k] > probabilities[best])
                best = k;
        }

        return best;
    }
}
