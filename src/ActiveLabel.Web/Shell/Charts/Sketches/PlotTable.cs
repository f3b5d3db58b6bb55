using System.Globalization;

namespace ActiveLabel.Web.Shell.Charts.Sketches;

/// <summary>The figures of a plot: what stands beside it for those who do not see it, and what its CSV file holds.</summary>
/// <param name="Caption">What the table shows.</param>
/// <param name="Rows">Cells are text, whole numbers, doubles, or null where there is no figure.</param>
public sealed record PlotTable(string Caption, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>More rows are for programs, not for people.</summary>
    public const int MostShown = 24;

    /// <summary>The rows for people: all, or some spread evenly with the first and the last among them.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Shown => Rows.Count <= MostShown
        ? Rows
        : [.. Enumerable.Range(0, MostShown).Select(n => Rows[(int)Math.Round(n * (Rows.Count - 1.0) / (MostShown - 1))])];

    /// <summary>A cell as people read it.</summary>
    public static string Say(object? cell) => cell switch
    {
        null => "–",
        double value => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "none",
        int value => value.ToString("N0", CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
