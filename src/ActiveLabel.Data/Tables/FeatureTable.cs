using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Data.Tables;

/// <summary>A table of feature vectors with splits and labels: columns <c>path,split,label,f0,f1,...</c>.</summary>
/// <param name="Paths">[n] distinct.</param>
/// <param name="Splits">[n] <c>initial</c>, <c>pool</c>, <c>test</c>, or another, which is not used.</param>
/// <param name="Labels">[n] class names.</param>
/// <param name="Vectors">[n, d] finite numbers.</param>
public sealed record FeatureTable(
    IReadOnlyList<string> Paths, IReadOnlyList<string> Splits, IReadOnlyList<string> Labels, VectorTable Vectors)
{
    public const string Initial = "initial";
    public const string Pool = "pool";
    public const string Test = "test";

    public int Count => Paths.Count;

    /// <exception cref="WrongUseException">The file is not there or not such a table; the message names line and column.</exception>
    public static FeatureTable Read(string file, CancellationToken cancel = default) => FeatureTableReader.Read(file, cancel);

    /// <summary>The table as a set to replay labelling on. Other labels than the classes are dropped when they are picked.</summary>
    /// <param name="classNames">The classes in their order; null for the labels of the test rows, or of all where none is, the most frequent first.</param>
    /// <exception cref="WrongUseException">Fewer than two classes or one named twice, no pool rows, or a test row of another label.</exception>
    public LabelledSet ToLabelledSet(IReadOnlyList<string>? classNames = null)
    {
        int[] test = [.. Of(Test)];
        if (classNames?.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new WrongUseException($"The class '{twice.Key}' is named twice.");

        // Where no row judges, a split may be drawn later, and any label may be in it.
        classNames ??= [.. (test.Length > 0 ? test : Enumerable.Range(0, Count)).GroupBy(i => Labels[i], StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];
        var ordinals = classNames.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        if (test.FirstOrDefault(i => !ordinals.ContainsKey(Labels[i]), -1) is >= 0 and var stray)
            throw new WrongUseException($"The test row '{Paths[stray]}' has the label '{Labels[stray]}', which is none of the classes {string.Join(", ", classNames)}.");

        return new LabelledSet(
            new VectorRows(Vectors, [.. Enumerable.Range(0, Count).Select(i => (long)i)]),
            [.. Labels.Select(label => ordinals.GetValueOrDefault(label, LabelledSet.Outside))],
            classNames,
            [.. Of(Initial)],
            [.. Of(Pool)],
            test);
    }

    private IEnumerable<int> Of(string split) =>
        Enumerable.Range(0, Count).Where(i => string.Equals(Splits[i], split, StringComparison.Ordinal));
}
