using System.Globalization;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Learning.Boosting;

/// <summary>Reads the trees out of LightGBM's text form: a heading, then one paragraph of <c>name=values</c> a tree, those of the classes in turn.</summary>
internal static class TreeText
{
    private const string Start = "Tree=";

    /// <param name="classOf">The class, as the set numbers it, of each of LightGBM's.</param>
    /// <param name="rows">Rows that the first tree has sorted into its leaves: all that it was trained on.</param>
    /// <exception cref="InvalidDataException">It is no such text.</exception>
    public static IReadOnlyList<BoostedTree> Read(string text, IReadOnlyList<int> classOf, out int rows)
    {
        var trees = new List<BoostedTree>();
        Dictionary<string, string>? values = null;
        rows = 0;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith(Start, StringComparison.Ordinal))
                values = new Dictionary<string, string>(StringComparer.Ordinal);
            else if (values is not null && line.Split('=', 2) is [var name, var value])
                values[name] = value;
            else if (values?.Count > 0 && line.Length == 0)
            {
                if (trees.Count == 0) rows = Numbers(values, "leaf_count", int.Parse).Sum();
                trees.Add(Tree(values, classOf[trees.Count % classOf.Count]));
                values = null;
            }
        }

        return trees.Count > 0 ? trees : throw new InvalidDataException("LightGBM gave no trees.");
    }

    private static BoostedTree Tree(Dictionary<string, string> values, int k) => new(
        k, Numbers(values, "split_feature", int.Parse), [.. Numbers(values, "threshold", double.Parse).Select(AtMost)],
        Numbers(values, "left_child", int.Parse), Numbers(values, "right_child", int.Parse),
        [.. Numbers(values, "leaf_value", double.Parse).Select(v => (float)v)]);

    /// <summary>The greatest float that is not above: floats lie on the same side of both.</summary>
    private static float AtMost(double threshold)
    {
        var near = (float)threshold;
        return near > threshold ? MathF.BitDecrement(near) : near;
    }

    /// <summary>None where the name is missing, as in a tree of a single leaf.</summary>
    private static T[] Numbers<T>(Dictionary<string, string> values, string name, Func<string, IFormatProvider, T> parse) =>
        [.. values.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => parse(v, CultureInfo.InvariantCulture))];
}
