using ActiveLabel.Core;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Learning;

/// <summary>
/// The classes that have rows, numbered without gaps. The others are kept from the optimiser: biases are not penalised,
/// so that of a class without rows would fall for ever.
/// </summary>
/// <remarks>
/// The last class comes first. The optimum does not depend on their order, but where the optimiser's floats come to rest
/// does, in the fourth digit; and the workshop's published picks from the sixth round on hang on that digit. With this
/// order they come out on AVX-512, AVX2 and SSE alike (docs/evaluation.md).
/// </remarks>
internal sealed class PresentClasses
{
    private readonly int[] _classes;

    /// <param name="set">Labelled rows.</param>
    /// <param name="guessed">Classes of which rows without a label have a share.</param>
    /// <exception cref="WrongUseException">Fewer than two classes have rows.</exception>
    /// <exception cref="ArgumentException">A class is below 0 or not below the number of classes.</exception>
    public PresentClasses(TrainingSet set, params IEnumerable<int> guessed)
    {
        foreach (var c in set.Classes)
        {
            if ((uint)c >= (uint)set.ClassCount)
                throw new ArgumentException($"Class {c} is not one of the {set.ClassCount}, counted from 0.", nameof(set));
        }

        int[] ordered = [.. set.Classes.Concat(guessed).Distinct().Order()];
        if (ordered.Length < 2)
            throw new WrongUseException($"A model needs labels of at least two classes; there are labels of {ordered.Length}.");

        _classes = [ordered[^1], .. ordered[..^1]];
    }

    public int Count => _classes.Length;

    /// <summary>The class, as the set numbers it, of each gapless number.</summary>
    public int this[int compact] => _classes[compact];

    /// <summary>
    /// [n] the weight of each row, or empty where all count the same: its own, under <see cref="ClassWeights.Balanced"/> times
    /// what makes all classes weigh the same while the sum stays as it is.
    /// </summary>
    /// <exception cref="ArgumentException">A row's own weight is not finite or not above 0, or there are not as many as rows.</exception>
    public float[] Weigh(TrainingSet set, ClassWeights weights)
    {
        if (weights == ClassWeights.Equal)
            return set.RowWeights is null ? [] : [.. RowsOf(set)];

        var own = RowsOf(set);
        var sums = set.Classes.Zip(own).GroupBy(row => row.First, row => (double)row.Second).ToDictionary(g => g.Key, g => g.Sum());
        var all = sums.Values.Sum();
        return [.. set.Classes.Zip(own, (c, w) => (float)(w * all / (Count * sums[c])))];
    }

    /// <summary>[n] how much each row counts by itself.</summary>
    /// <inheritdoc cref="Weigh" path="/exception"/>
    public static IReadOnlyList<float> RowsOf(TrainingSet set)
    {
        if (set.RowWeights is not { } weights)
            return Enumerable.Repeat(1f, set.Count).ToArray();
        if (weights.Count != set.Count)
            throw new ArgumentException($"{weights.Count} weights are not those of {set.Count} rows.", nameof(set));
        for (var row = 0; row < weights.Count; row++)
        {
            if (!(weights[row] > 0) || !float.IsFinite(weights[row]))
                throw new ArgumentException($"The weight of row {row} (from 0) is {weights[row]}: it must be a finite number above 0.", nameof(set));
        }

        return weights;
    }

    /// <summary>The gapless number of each row's class.</summary>
    public int[] Compact(IReadOnlyList<int> classes) => [.. classes.Select(c => Array.IndexOf(_classes, c))];
}
