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

    /// <summary>The weight of each row under <see cref="ClassWeights.Balanced"/>: they sum to the number of rows.</summary>
    public float[] Balance(IReadOnlyList<int> classes)
    {
        var counts = classes.CountBy(c => c).ToDictionary();
        return [.. classes.Select(c => (float)classes.Count / (Count * counts[c]))];
    }

    /// <summary>The gapless number of each row's class.</summary>
    public int[] Compact(IReadOnlyList<int> classes) => [.. classes.Select(c => Array.IndexOf(_classes, c))];
}
