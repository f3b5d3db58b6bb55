using System.Globalization;
using ActiveLabel.Core;
using CsvHelper;

namespace ActiveLabel.Data.Tables;

/// <summary>A table of who said what about which image: columns <c>person,image,label</c>, and perhaps <c>at</c>.</summary>
/// <param name="Rows">In the order in which they were said: by their times where the table has them, else as they stand.</param>
public sealed record AnswerTable(string Name, IReadOnlyList<AnswerTableRow> Rows)
{
    private static readonly string[][] Columns = [["person", "user_id", "user", "annotator"], ["image", "path", "file"], ["label"], ["at", "labelled_at"]];

    /// <exception cref="WrongUseException">The file is not there or not such a table; the message names the line.</exception>
    public static AnswerTable Read(string file)
    {
        var name = Path.GetFileName(file);
        try
        {
            using var csv = CsvReader.FromFile(file, new CsvReaderOptions
            {
                Separator = ',',
                FormatProvider = CultureInfo.InvariantCulture,
                MalformedData = CsvMalformedDataHandling.Throw,
                TrackLineNumbers = true,
                TrimWhitespace = true,
            });
            return new AnswerTable(name, Read(csv, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The table {file} cannot be read: {e.Message}", e);
        }
        catch (CsvFormatException e)
        {
            throw new WrongUseException($"{name}, line {e.LineNumber}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static IReadOnlyList<AnswerTableRow> Read(CsvReader csv, string file)
    {
        var heads = csv.Headers.Select(h => h.Trim()).ToList();
        int[] places = [.. Columns.Select(names => heads.FindIndex(h => names.Contains(h, StringComparer.OrdinalIgnoreCase)))];
        var missing = Array.IndexOf(places[..3], -1);
        if (missing >= 0)
            throw new WrongUseException($"{file}: the column '{Columns[missing][0]}' is missing; the first line names person,image,label, and perhaps at.");

        var rows = new List<AnswerTableRow>();
        while (csv.Read())
        {
            if (csv.FieldCount != heads.Count)
                throw new WrongUseException($"{file}, line {csv.LineNumber}: {csv.FieldCount} values under {heads.Count} columns.");

            string[] values = [.. places[..3].Select(csv.GetString)];
            var empty = Array.FindIndex(values, v => v.Length == 0);
            if (empty >= 0)
                throw new WrongUseException($"{file}, line {csv.LineNumber}, column {heads[places[empty]]}: nothing stands there.");

            rows.Add(new AnswerTableRow(values[0], values[1], values[2], places[3] < 0 ? default : Time(csv.GetString(places[3]), csv.LineNumber, file)));
        }

        return [.. rows.OrderBy(r => r.At)];
    }

    private static DateTimeOffset Time(string text, long line, string file) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw new WrongUseException($"{file}, line {line}: '{text}' is no time, as 2026-11-30 12:00:00 is.");
}

/// <param name="At">The same for all rows where the table has no times.</param>
public readonly record struct AnswerTableRow(string Person, string Image, string Label, DateTimeOffset At);
