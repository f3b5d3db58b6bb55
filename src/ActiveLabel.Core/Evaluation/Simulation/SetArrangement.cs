using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>The sets on which a labelled set is replayed: as it is, split anew, or with a thinned pool.</summary>
internal static class SetArrangement
{
    /// <summary>Fewer a class and there is nothing to start with.</summary>
    private const int LeastOfAClass = 2;

    /// <returns>One set, or one for each split.</returns>
    /// <exception cref="WrongUseException">Nothing can be replayed on what comes out; the message says why.</exception>
    public static IReadOnlyList<LabelledSet> Of(LabelledSet set, SimulationOptions options)
    {
        if (options.Start == SimulationStart.Given && set.Initial.Count == 0)
            throw new WrongUseException("The start 'given' needs images of the split 'initial'; here there are none.");
        if (options.Start == SimulationStart.Given && options.Splits > 0)
            throw new WrongUseException("The start 'given' goes with the split that is given: leave --splits out, or choose another start.");

        LabelledSet[] sets = options.Splits == 0 ? [set] : [.. Enumerable.Range(1, options.Splits).Select(seed => Split(set, options.TestShare, seed))];
        if (options.Imbalance > 1)
            sets = [.. sets.Select((s, i) => Thin(options.Start == SimulationStart.Given ? s : WithoutInitial(s), options.Imbalance, seed: i + 1))];
        foreach (var one in sets)
            one.RequireReplayable();

        return sets;
    }

    /// <summary>round(share * n) of the n images of each class judge. An image of no class stays in the pool.</summary>
    private static LabelledSet Split(LabelledSet set, double share, int seed)
    {
        int[] all = [.. set.Initial.Concat(set.Pool).Concat(set.Test).Order()];
        var test = StratifiedSplit.Draw(all.Where(p => set.Classes[p] != LabelledSet.Outside).GroupBy(p => set.Classes[p]), share, seed);
        return set.With([], [.. all.Where(p => !test.Contains(p))], [.. all.Where(test.Contains)]);
    }

    /// <summary>
    /// Keeps as many as can be where the classes, the most frequent first, fall by the same factor each, in all by
    /// <paramref name="ratio"/>: n images of the first and n * ratio^(-r / (K - 1)) of the one of rank r. Images of no class stay.
    /// </summary>
    private static LabelledSet Thin(LabelledSet set, double ratio, int seed)
    {
        int[][] classes = [.. set.Pool.Where(p => set.Classes[p] != LabelledSet.Outside).GroupBy(p => set.Classes[p])
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.ToArray())];
        if (classes.Length < 2)
            return set;

        double Part(int rank) => Math.Pow(ratio, -(double)rank / (classes.Length - 1));
        var first = classes.Select((images, rank) => images.Length / Part(rank)).Min();
        var kept = classes.SelectMany((images, rank) =>
        {
            var count = Math.Clamp((int)Math.Round(first * Part(rank)), Math.Min(LeastOfAClass, images.Length), images.Length);
            return SeededOrder.Shuffle([.. images.Select(p => (long)p)], seed).Take(count).Select(place => images[place]);
        }).ToHashSet();
        return set.With(set.Initial, [.. set.Pool.Where(p => kept.Contains(p) || set.Classes[p] == LabelledSet.Outside)], set.Test);
    }

    private static LabelledSet WithoutInitial(LabelledSet set) => set.With([], [.. set.Initial, .. set.Pool], set.Test);
}
