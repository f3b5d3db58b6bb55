using ActiveLabel.Core.Projects;

namespace ActiveLabel.Core.Images.Import;

internal sealed record FolderLabels : ImportLabels
{
    internal override IReadOnlyList<PlannedImage> Plan(IReadOnlyList<ImportFile> files, ImportClasses classes, Problems problems)
    {
        var planned = ImagesIn(files).Select(f => (File: f, Folder: FileNames.Folder(f.Name))).ToList();
        foreach (var folder in planned.Where(p => p.Folder is not null && classes.Find(p.Folder) is null).GroupBy(p => p.Folder))
        {
            problems.Add($"{classes.Missing(folder.Key!)} ({folder.First().File.Name}{Problems.Others(folder.Count() - 1)})");
        }

        return [.. planned.Select(p => new PlannedImage(p.File, p.Folder is null ? null : classes.Find(p.Folder)))];
    }
}

internal sealed record PrefixLabels(string Separator) : ImportLabels
{
    internal override IReadOnlyList<PlannedImage> Plan(IReadOnlyList<ImportFile> files, ImportClasses classes, Problems problems)
    {
        var planned = ImagesIn(files).Select(f => new PlannedImage(f, Find(FileNames.Stem(f.Name), classes))).ToList();
        foreach (var start in planned.Where(p => p.Class is null).GroupBy(p => Shortest(FileNames.Stem(p.File.Name))))
        {
            var (first, more) = (start.First().File.Name, Problems.Others(start.Count() - 1));
            problems.Add(start.Key is null ? $"no '{Separator}' in the name {first}{more}" : $"{classes.Missing(start.Key)} ({first}{more})");
        }

        return planned;
    }

    private ProjectClass? Find(string stem, ImportClasses classes)
    {
        for (var end = stem.LastIndexOf(Separator, StringComparison.Ordinal); end > 0; end = stem.LastIndexOf(Separator, end - 1, StringComparison.Ordinal))
        {
            if (classes.Find(stem[..end]) is { } found)
                return found;
        }

        return null;
    }

    private string? Shortest(string stem)
    {
        var end = stem.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? null : stem[..end];
    }
}
