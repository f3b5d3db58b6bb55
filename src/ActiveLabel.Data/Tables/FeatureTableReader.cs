using System.Globalization;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using CsvHelper;

namespace ActiveLabel.Data.Tables;

/// <summary>Reads a feature table, and says by line and column what is wrong with it.</summary>
internal static class FeatureTableReader
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        FormatProvider = CultureInfo.InvariantCulture,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        PoolStrings = true,
    };

    public static FeatureTable Read(string file, CancellationToken cancel)
    {
        try
        {
            using var csv = CsvReader.FromFile(file, Options);
            return Read(csv, Path.GetFileName(file), cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The table {file} cannot be read: {e.Message}", e);
        }
        catch (CsvFormatException e)
        {
            throw new WrongUseException($"{Path.GetFileName(file)}, line {e.LineNumber}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static FeatureTable Read(CsvReader csv, string file, CancellationToken cancel)
    {
        if (csv.Headers.Count == 0)
            throw new WrongUseException($"{file} is empty: its first line names the columns path,split,label,f0,f1,...");

        var columns = new Columns(csv.Headers, file);
        List<string> paths = [], splits = [], labels = [];
        List<float> values = [];
        var lineOf = new Dictionary<string, long>(StringComparer.Ordinal);
        while (csv.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (csv.FieldCount != csv.Headers.Count)
                throw new WrongUseException($"{file}, line {csv.LineNumber}: {csv.FieldCount} values under {csv.Headers.Count} columns.");

            var path = csv.GetString(columns.Path);
            var label = csv.GetString(columns.Label);
            if (path.Length == 0 || label.Length == 0)
                throw new WrongUseException($"{file}, line {csv.LineNumber}, column {(path.Length == 0 ? "path" : "label")}: nothing stands there.");
            if (!lineOf.TryAdd(path, csv.LineNumber))
                throw new WrongUseException($"{file}, line {csv.LineNumber}, column path: '{path}' is in line {lineOf[path]} already.");

            paths.Add(path);
            splits.Add(csv.GetString(columns.Split));
            labels.Add(label);
            foreach (var (j, column) in columns.Features.Index())
            {
                if (!csv.TryParse<float>(column, out var value) || !float.IsFinite(value))
                    throw new WrongUseException($"{file}, line {csv.LineNumber}, column f{j}: '{csv.GetString(column)}' is not a finite number.");

                values.Add(value);
            }
        }

        return new FeatureTable(paths, splits, labels, new VectorTable(values.ToArray(), columns.Features.Count));
    }

    /// <summary>Where the columns stand; further ones are not used.</summary>
    private sealed class Columns
    {
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

        public Columns(IReadOnlyList<string> header, string file)
        {
            foreach (var (place, name) in header.Index())
            {
                if (!_places.TryAdd(name.Trim(), place))
                    throw new WrongUseException($"{file}: two columns are named '{name.Trim()}'.");
            }

            (Path, Split, Label) = (Find("path", file), Find("split", file), Find("label", file));
            var count = _places.Keys.Count(name => name is ['f', .. var digits] && digits.Length > 0 && digits.All(char.IsAsciiDigit));
            Features = [.. Enumerable.Range(0, Math.Max(count, 1)).Select(j => Find($"f{j}", file))];
        }

        public int Path { get; }

        public int Split { get; }

        public int Label { get; }

        public IReadOnlyList<int> Features { get; }

        private int Find(string name, string file) => _places.TryGetValue(name, out var place)
            ? place
            : throw new WrongUseException($"{file}: the column '{name}' is missing; the first line names path,split,label,f0,f1,...");
    }
}
