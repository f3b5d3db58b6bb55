using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.LabelErrors.Trial;

/// <summary>Labels of which some were made wrong on purpose.</summary>
/// <param name="Classes">[n] zero-based.</param>
/// <param name="Flipped">[n] whether that one was.</param>
internal sealed record FlippedLabels(int[] Classes, bool[] Flipped)
{
    // Numbers of their own: by the seed itself images are dealt out into folds.
    private const int Whether = 0x466C6970, Which = 0x546F4F74;

    public int Count => Flipped.Count(f => f);

    /// <summary>Exactly the given share of all, drawn at random, each to another class drawn at random.</summary>
    /// <param name="share">0 to 1.</param>
    public static FlippedLabels Make(IReadOnlyList<int> classes, int classCount, double share, int seed)
    {
        long[] places = [.. Enumerable.Range(0, classes.Count).Select(i => (long)i)];
        var (given, flipped) = (classes.ToArray(), new bool[classes.Count]);
        foreach (var i in SeededOrder.First(places, seed ^ Whether, (int)Math.Round(share * classes.Count)))
        {
            var other = (int)(SeededOrder.Unit(seed ^ Which, i) * (classCount - 1));
            given[i] = other < classes[i] ? other : other + 1;
            flipped[i] = true;
        }

        return new FlippedLabels(given, flipped);
    }
}
