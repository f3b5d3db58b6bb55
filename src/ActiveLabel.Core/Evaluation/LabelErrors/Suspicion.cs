using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>By what labels are put in order, the likeliest to be wrong first. What each finds: docs/measured.md.</summary>
public enum Suspicion
{
    /// <summary>1 - p(label): the less probable the label, the sooner.</summary>
    SelfConfidence,

    /// <summary>p(the most probable other class) - p(label).</summary>
    NormalizedMargin,

    /// <summary>The same of probabilities less their class's threshold, so that a class of which models are never sure is not suspected for it.</summary>
    ThresholdMargin,

    /// <summary>First what counts as another class in the confident joint, then the rest, each by <see cref="NormalizedMargin"/>.</summary>
    ConfidentJoint,

    /// <summary>
    /// First, for each two classes, as many as the joint says are labelled the one and belong to the other, those with the
    /// greatest p(other) - p(label) (prune by noise rate, Northcutt et al. 2021, 3.2), then the rest, each by <see cref="NormalizedMargin"/>.
    /// </summary>
    NoiseRate,
}

/// <summary>Puts labels in order.</summary>
public static class SuspicionOrder
{
    /// <summary>How suspect each label is; higher is sooner.</summary>
    /// <param name="given">[n] zero-based labels.</param>
    /// <param name="predictions">[n, K] by models that none of these images trained.</param>
    /// <param name="joint">Of the same.</param>
    public static double[] Scores(Suspicion by, IReadOnlyList<int> given, Predictions predictions, ConfidentJoint joint)
    {
        double[] scores = [.. Enumerable.Range(0, given.Count).Select(i => Score(by, given[i], predictions[i], joint))];
        if (by == Suspicion.NoiseRate)
        {
            foreach (var i in PruneByNoiseRate(given, predictions, joint))
            {
                scores[i] += Ahead;
            }
        }

        return scores;
    }

    /// <summary>Places 0 to n-1, the likeliest to be wrong first; of equals the earlier place.</summary>
    /// <inheritdoc cref="Scores" path="/param"/>
    public static int[] Of(Suspicion by, IReadOnlyList<int> given, Predictions predictions, ConfidentJoint joint)
    {
        var scores = Scores(by, given, predictions, joint);
        return [.. Enumerable.Range(0, given.Count).OrderByDescending(i => scores[i])];
    }

    /// <summary>More than any two margins lie apart.</summary>
    private const double Ahead = 4;

    private static double Score(Suspicion by, int given, ReadOnlySpan<float> p, ConfidentJoint joint) => by switch
    {
        Suspicion.SelfConfidence => 1 - p[given],
        Suspicion.ThresholdMargin => Margin(given, p, joint.Thresholds),
        Suspicion.ConfidentJoint => Margin(given, p, null) + (joint.Likely(p) is { } likely && likely != given ? Ahead : 0),
        _ => Margin(given, p, null),
    };

    private static double Margin(int given, ReadOnlySpan<float> p, IReadOnlyList<double>? less)
    {
        var best = double.NegativeInfinity;
        for (var k = 0; k < p.Length; k++)
        {
            if (k != given)
                best = Math.Max(best, p[k] - (less?[k] ?? 0));
        }

        return best - (p[given] - (less?[given] ?? 0));
    }

    private static HashSet<int> PruneByNoiseRate(IReadOnlyList<int> given, Predictions predictions, ConfidentJoint joint)
    {
        var pruned = new HashSet<int>();
        foreach (var ofLabel in Enumerable.Range(0, given.Count).GroupBy(i => given[i]))
        {
            int[] places = [.. ofLabel];
            for (var k = 0; k < joint.ClassCount; k++)
            {
                var wrong = (int)Math.Round(joint.Count * joint.Share(ofLabel.Key, k));
                if (k != ofLabel.Key && wrong > 0)
                    pruned.UnionWith(places.OrderByDescending(i => predictions[i][k] - predictions[i][ofLabel.Key]).Take(wrong));
            }
        }

        return pruned;
    }
}
