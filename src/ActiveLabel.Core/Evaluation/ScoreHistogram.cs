namespace ActiveLabel.Core.Evaluation;

/// <summary>
/// How the probability of one class is spread over its own images and over those of the other classes: bins of equal width
/// from 0 to 1, each with its lower end, so that what a threshold between two bins calls so is what lies above it.
/// </summary>
/// <param name="OfClass">[bins] images of the class.</param>
/// <param name="Others">[bins] images of the other classes.</param>
public sealed record ScoreHistogram(IReadOnlyList<int> OfClass, IReadOnlyList<int> Others)
{
    /// <summary>Bins unless another number is asked for.</summary>
    public const int DefaultBins = 20;

    public int Bins => OfClass.Count;

    public double From(int bin) => (double)bin / Bins;

    public double To(int bin) => (bin + 1.0) / Bins;

    /// <param name="scores">[n] probability of the class, 0 to 1.</param>
    /// <param name="isPositive">[n] whether the image is of the class.</param>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public static ScoreHistogram Of(IReadOnlyList<float> scores, IReadOnlyList<bool> isPositive, int bins = DefaultBins)
    {
        if (scores.Count != isPositive.Count)
            throw new ArgumentException($"{scores.Count} probabilities do not belong to {isPositive.Count} images.", nameof(isPositive));

        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var (own, others) = (new int[bins], new int[bins]);
        for (var i = 0; i < scores.Count; i++)
        {
            // In floats, as the probability itself: 0.7 begins the bin that begins there.
            var bin = Math.Clamp((int)(scores[i] * bins), 0, bins - 1);
            (isPositive[i] ? own : others)[bin]++;
        }

        return new ScoreHistogram(own, others);
    }
}
