using ActiveLabel.Core.Projects;

namespace ActiveLabel.Core.Images.Import;

/// <summary>How the classes of imported images are known, if they are.</summary>
public abstract record ImportLabels
{
    private protected ImportLabels() { }

    /// <summary>They are not.</summary>
    public static ImportLabels None { get; } = new NoLabels();

    /// <summary>The folder in which an image lies is named like its class; images at the top have no label.</summary>
    public static ImportLabels Folder { get; } = new FolderLabels();

    /// <summary>
    /// The file name begins with the class and that separator: <c>cat.12.jpg</c>, <c>lisa_pic_0094.jpg</c>. Where several
    /// beginnings are classes of the project, the longest counts.
    /// </summary>
    /// <exception cref="WrongUseException">The separator is empty.</exception>
    public static ImportLabels Prefix(string separator) => separator.Length > 0
        ? new PrefixLabels(separator)
        : throw new WrongUseException("Say which separator ends the class in the file names, for example prefix:_ .");

    /// <summary>A table names the files to import and their classes; other files are left out.</summary>
    public static ImportLabels Table(LabelTable table) => new TableLabels(table);

    /// <summary>The files to import with their classes, after everything about names is checked and nothing is read.</summary>
    internal abstract IReadOnlyList<PlannedImage> Plan(IReadOnlyList<ImportFile> files, ImportClasses classes, Problems problems);

    private protected static IEnumerable<ImportFile> ImagesIn(IReadOnlyList<ImportFile> files) => files.Where(f => FileNames.IsImage(f.Name));
}

/// <summary>A file to import, with the class that it is said to have.</summary>
internal sealed record PlannedImage(ImportFile File, ProjectClass? Class);

internal sealed record NoLabels : ImportLabels
{
    internal override IReadOnlyList<PlannedImage> Plan(IReadOnlyList<ImportFile> files, ImportClasses classes, Problems problems) =>
        [.. ImagesIn(files).Select(f => new PlannedImage(f, null))];
}
