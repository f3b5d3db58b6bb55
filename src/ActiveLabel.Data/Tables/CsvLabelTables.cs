using System.Text;
using ActiveLabel.Core.Images.Import;
using CsvHelper;

namespace ActiveLabel.Data.Tables;

/// <summary>Tables of labels in CSV: UTF-8, separated by the comma, semicolon or tab that its first line uses.</summary>
internal sealed class CsvLabelTables : ILabelTableReader
{
    private const int LongestRow = 1 << 16;

    public LabelTable Read(Stream table, string name)
    {
        var rows = new List<LabelTableRow>();
        var problems = new List<string>();
        try
        {
            using var text = new StreamReader(table, new UTF8Encoding(false, throwOnInvalidBytes: true));
            Read(text.ReadToEnd(), rows, problems);
        }
        catch (DecoderFallbackException)
        {
            problems.Add("the table is not in UTF-8: save it as such");
        }
        catch (CsvFormatException malformed)
        {
            problems.Add($"line {malformed.LineNumber}: {malformed.Message}");
        }

        return new LabelTable(name, rows, problems);
    }

    private static void Read(string text, List<LabelTableRow> rows, List<string> problems)
    {
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(text),
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = bad => problems.Add($"line {bad.LineNumber}: the quotes do not match"),
        });
        csv.ReadHeader();
        var columns = new[] { "file", "label" }.Select(name => csv.TryGetFieldIndex(name, out var index) ? index : -1).ToArray();
        if (columns[0] < 0)
            problems.Add("line 1: there is no column 'file'");
        if (columns[1] < 0)
            problems.Add("line 1: there is no column 'label'");

        while (columns.Min() >= 0 && csv.Read())
        {
            var (line, file) = ((int)csv.LineNumber, csv.GetString(columns[0]));
            if (csv.FieldCount <= columns.Max())
                problems.Add($"line {line}: a column is missing");
            else if (file.Length == 0)
                problems.Add($"line {line}: there is no file name");
            else
                rows.Add(new LabelTableRow(line, file, csv.GetString(columns[1])));
        }
    }

    private static char SeparatorOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text.AsSpan(0, end);
        return header.Contains(',') ? ',' : header.Contains(';') ? ';' : header.Contains('\t') ? '\t' : ',';
    }
}
