using System.Buffers;
using System.Globalization;
using System.Text;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Shell.Charts.Files;

/// <summary>Writes a table as CSV by RFC 4180: a line of headings, numbers with a point, lines that end in CR LF.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>What spreadsheets take for the beginning of a formula.</summary>
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n|%");

    public static string Write(PlotTable table)
    {
        var csv = new StringBuilder();
        Append(csv, table.Headings.Select(Harmless));
        foreach (var row in table.Rows)
        {
            Append(csv, row.Select(Cell));
        }

        return csv.ToString();
    }

    /// <summary>One cell of text; null is an empty one.</summary>
    public static string Text(string? text) => Quote(Harmless(text ?? ""));

    private static void Append(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

    private static string Cell(object? cell) => cell switch
    {
        null => "",
        // Where nothing is called so the threshold is beyond all numbers.
        double value => double.IsPositiveInfinity(value) ? "inf" : value.ToString("R", CultureInfo.InvariantCulture),
        int value => value.ToString(CultureInfo.InvariantCulture),
        _ => Harmless(cell.ToString() ?? ""),
    };

    /// <summary>
    /// A class may be named <c>=HYPERLINK(...)</c>, and a spreadsheet would compute it: an apostrophe before it makes it text
    /// (OWASP, "CSV injection").
    /// </summary>
    private static string Harmless(string text) => text.Length > 0 && Formula.Contains(text[0]) ? $"'{text}" : text;

    private static string Quote(string cell) => cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
