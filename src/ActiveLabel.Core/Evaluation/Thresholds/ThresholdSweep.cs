namespace ActiveLabel.Core.Evaluation.Thresholds;

/// <summary>One class against the rest at every threshold there is: one step for each different probability.</summary>
public sealed class ThresholdSweep
{
    /// <summary>Digits after which a threshold is not rounded any more.</summary>
    private const int MostDigits = 9;

    /// <summary>0.64 as a float is a little less than 0.64: nobody would see why the one does not reach the other.</summary>
    private const double RoundingOfFloats = 1e-7;

    private readonly IReadOnlyList<float> _scores;
    private readonly IReadOnlyList<bool> _isPositive;

    /// <summary>Places of the images, the highest probability first, then by place.</summary>
    private readonly int[] _order;

    /// <param name="scores">[n] probability of the class; not NaN.</param>
    /// <param name="isPositive">[n] whether the image is of the class.</param>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public ThresholdSweep(IReadOnlyList<float> scores, IReadOnlyList<bool> isPositive)
    {
        if (scores.Count != isPositive.Count)
            throw new ArgumentException($"{scores.Count} probabilities do not belong to {isPositive.Count} images.", nameof(isPositive));

        (_scores, _isPositive) = (scores, isPositive);
        _order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i]).ThenBy(i => i)];
        (Positives, Negatives) = (isPositive.Count(p => p), isPositive.Count(p => !p));
        Steps = [.. ScoreSteps.Of(scores, isPositive).Select(step => Figures(step.Threshold, step.Hits, step.Alarms))];
    }

    /// <summary>Images of the class.</summary>
    public int Positives { get; }

    /// <summary>Images of the other classes.</summary>
    public int Negatives { get; }

    /// <summary>Thresholds falling, from the highest probability to the lowest. Empty without images.</summary>
    public IReadOnlyList<ThresholdFigures> Steps { get; }

    /// <summary>What holds at any threshold.</summary>
    public ThresholdFigures At(double threshold)
    {
        var (low, high) = (0, Steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Steps[middle].Threshold >= threshold)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? Figures(threshold, 0, 0) : Steps[low - 1] with { Threshold = threshold };
    }

    /// <summary>A threshold that does what that of a step does, in as few digits as possible.</summary>
    /// <param name="step">Place in <see cref="Steps"/>.</param>
    public double Spoken(int step) => Shortest(step + 1 < Steps.Count ? Steps[step + 1].Threshold : -1, Steps[step].Threshold);

    /// <summary>Where F1 is best; of several such thresholds the highest. Null where the class has no images.</summary>
    public ThresholdFigures? BestF1() => Best(step => step.F1, _ => true);

    /// <summary>The best precision among thresholds that find so large a share of the class; null where the class has no images.</summary>
    /// <param name="least">0 to 1.</param>
    public ThresholdFigures? WithRecall(double least) => Best(step => step.Precision, step => step.Recall >= least);

    /// <summary>The best recall among thresholds of which so large a share of what is called so is right; null where there is none.</summary>
    /// <param name="least">0 to 1.</param>
    public ThresholdFigures? WithPrecision(double least) => Best(step => step.Recall, step => step.Precision >= least);

    /// <summary>Places of the images that are called so most narrowly, the nearest to the threshold first.</summary>
    public IReadOnlyList<int> JustAbove(double threshold, int most) => [.. _order.Reverse().Where(i => _scores[i] >= threshold).Take(most)];

    /// <summary>Places of the images that are most nearly called so, the nearest to the threshold first.</summary>
    public IReadOnlyList<int> JustBelow(double threshold, int most) => [.. _order.Where(i => _scores[i] < threshold).Take(most)];

    private ThresholdFigures? Best(Func<ThresholdFigures, double?> figure, Func<ThresholdFigures, bool> suits)
    {
        if (Positives == 0)
            return null;

        int? best = null;
        for (var at = 0; at < Steps.Count; at++)
        {
            if (suits(Steps[at]) && (best is not { } so || figure(Steps[at]) > figure(Steps[so])))
                best = at;
        }

        return best is { } found ? Steps[found] with { Threshold = Spoken(found) } : null;
    }

    /// <summary>The number of fewest digits above <paramref name="below"/> and not above <paramref name="at"/>.</summary>
    private static double Shortest(double below, double at)
    {
        for (var digits = 0; digits <= MostDigits; digits++)
        {
            var power = Math.Pow(10, digits);
            var candidate = Math.Floor(at * power) / power;
            if (candidate > below + RoundingOfFloats && candidate <= at)
                return candidate;
        }

        return at;
    }

    private ThresholdFigures Figures(double threshold, int hits, int alarms) => new(threshold, hits, alarms, Positives - hits, Negatives - alarms);
}
