namespace ActiveLabel.Core.Images.Import;

internal sealed record TableLabels(LabelTable Source) : ImportLabels
{
    internal override IReadOnlyList<PlannedImage> Plan(IReadOnlyList<ImportFile> files, ImportClasses classes, Problems problems)
    {
        foreach (var problem in Source.Problems)
        {
            problems.Add(problem);
        }

        var byName = files.DistinctBy(f => f.Name, StringComparer.Ordinal).ToDictionary(f => f.Name, StringComparer.Ordinal);
        var first = new Dictionary<string, LabelTableRow>(StringComparer.Ordinal);
        var planned = new List<PlannedImage>();
        foreach (var row in Source.Rows)
        {
            var file = byName.GetValueOrDefault(FileNames.Normalise(row.File));
            if (file is null)
                problems.Add($"line {row.Line}: there is no file '{row.File}'");

            var found = row.Label.Length == 0 ? null : classes.Find(row.Label);
            if (found is null && row.Label.Length > 0)
                problems.Add($"line {row.Line}: {classes.Missing(row.Label)}");

            if (file is null)
                continue;
            if (first.TryAdd(file.Name, row))
                planned.Add(new PlannedImage(file, found));
            else if (!string.Equals(first[file.Name].Label, row.Label, StringComparison.OrdinalIgnoreCase))
                problems.Add($"line {row.Line}: '{row.File}' is '{row.Label}' here and '{first[file.Name].Label}' in line {first[file.Name].Line}");
        }

        return planned;
    }
}
