using System.Text;
using ActiveLabel.Core.Evaluation.Charts;
using ActiveLabel.Vision.Charts;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Shell.Charts.Files;

public enum PlotFormat
{
    Svg,
    Png,
    Csv,
}

/// <summary>A plot as a file of its own.</summary>
internal sealed record PlotFile(byte[] Bytes, string ContentType)
{
    public static PlotFile Write(Chart chart, PlotTable table, PlotFormat format) => format switch
    {
        PlotFormat.Svg => new PlotFile(Encoding.UTF8.GetBytes(SvgText.File(chart)), "image/svg+xml"),
        PlotFormat.Png => new PlotFile(ChartPng.Paint(chart), "image/png"),
        _ => new PlotFile(Encoding.UTF8.GetBytes(CsvText.Write(table)), "text/csv; charset=utf-8"),
    };

    /// <summary>Words as the name of a file: lower-case letters, digits and hyphens.</summary>
    public static string Name(string words, PlotFormat format)
    {
        var name = new StringBuilder();
        foreach (var letter in words.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                name.Append(letter);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }

        return $"{name.ToString().Trim('-')}.{format.ToString().ToLowerInvariant()}";
    }
}
