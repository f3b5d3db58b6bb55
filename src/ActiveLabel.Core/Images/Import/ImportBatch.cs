using ActiveLabel.Core.Projects;

namespace ActiveLabel.Core.Images.Import;

/// <summary>What was read, each picture once, with its class and split.</summary>
/// <param name="Duplicates">Files whose bytes came before under another name.</param>
/// <param name="Contradictions">Files of the same bytes and different classes.</param>
internal sealed record ImportBatch(IReadOnlyList<NewImage> Images, IReadOnlyList<string> Duplicates, IReadOnlyList<string> Contradictions)
{
    /// <param name="present">Splits of the images that the project has already; they keep theirs.</param>
    public static ImportBatch Make(
        Project project, IEnumerable<ReadImage> read, IReadOnlyDictionary<ImageHash, Split> present, ImportOptions options, DateTimeOffset now)
    {
        var twins = read.Where(r => r.Header is not null).GroupBy(r => r.Hash).Select(g => g.ToList()).ToList();
        var contradictions = twins.FindAll(t => ClassesOf(t).Count > 1);
        var classes = twins.ToDictionary(t => t[0].Hash, t => ClassesOf(t) is [var only] ? only : (long?)null);
        var fresh = classes.Where(c => !present.ContainsKey(c.Key)).ToDictionary();
        var test = options.TestShare is { } share ? StratifiedSplit.Draw(fresh, share, options.Seed ?? project.Policy.Seed) : null;

        return new ImportBatch(
            [.. twins.Select(t => ToImage(t[0], SplitOf(t[0].Hash)))],
            [.. twins.SelectMany(t => t.Skip(1)).Select(r => r.Planned.File.Name)],
            [.. contradictions.SelectMany(t => t).Select(r => r.Planned.File.Name)]);

        Split SplitOf(ImageHash hash) => present.TryGetValue(hash, out var kept) ? kept
            : test is null ? options.Split
            : test.Contains(hash) ? Split.Test : Split.Pool;

        NewImage ToImage(ReadImage image, Split split) => new(
            ProjectImage.Create(project.Id, image.Hash, image.Planned.File.Name, split, image.ByteCount, image.Header!, now),
            options.LabelsFor == LabelsFor.TestOnly && split == Split.Pool ? null : classes[image.Hash]);
    }

    public IReadOnlyList<ImportCount> Count(Project project, IReadOnlyDictionary<ImageHash, Split> present) =>
    [
        .. Images.Where(i => !present.ContainsKey(i.Image.Hash))
            .GroupBy(i => (i.Image.Split, Class: project.AllClasses.FirstOrDefault(c => c.Id == i.ClassId)))
            .OrderBy(g => g.Key.Split).ThenBy(g => g.Key.Class?.Ordinal ?? int.MaxValue)
            .Select(g => new ImportCount(g.Key.Split, g.Key.Class?.Name, g.Count())),
    ];

    private static List<long> ClassesOf(IEnumerable<ReadImage> twins) =>
        [.. twins.Select(r => r.Planned.Class?.Id).OfType<long>().Distinct()];
}
