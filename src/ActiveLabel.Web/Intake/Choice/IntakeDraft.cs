using ActiveLabel.Core;

namespace ActiveLabel.Web.Intake.Choice;

/// <summary>Images that are about to be brought in, as far as the person has said.</summary>
public sealed class IntakeDraft
{
    /// <summary>Whether they come from a folder of the machine that serves, and not from the browser.</summary>
    public bool FromServer { get; set; }

    public string Folder { get; set; } = "";

    public ChosenFiles Files { get; set; } = new(0, 0, 0, 0, null);

    /// <summary>Images found in the folder, once it was looked at.</summary>
    public int FolderImages { get; set; }

    public KnownLabels Labels { get; set; }

    public string Separator { get; set; } = "_";

    /// <summary>Percent of the images that judge the model.</summary>
    public int TestPercent { get; set; } = 20;

    /// <summary>Folders or prefixes that were found, as the classes that they name; null while nobody looked.</summary>
    public IReadOnlyList<FileGroup>? Groups { get; set; }

    public bool IsEmpty => FromServer ? Folder.Trim().Length == 0 : Files.None;

    /// <summary>Groups that name no class of the project: an import would stop at them.</summary>
    public IReadOnlyList<FileGroup> Strangers(IEnumerable<string> classes)
    {
        if (Labels is not (KnownLabels.Subfolder or KnownLabels.Prefix) || Groups is null)
            return [];

        var known = classes.Select(c => c.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Groups.Where(g => g.Name.Length > 0 && !known.Contains(g.Name) && !IsLongerPrefix(g.Name, known))];
    }

    internal ImportRequest ToRequest(long projectId, Guid id, DateTimeOffset now) => new(
        id, projectId, FromServer ? Folder.Trim() : null, Labels, Separator, Labels == KnownLabels.None ? 0 : TestPercent / 100.0, KeepPoolLabels: true,
        Files.Images + Files.Archives, Files.Bytes, now);

    /// <exception cref="WrongUseException">Something is missing or does not fit; the message says what.</exception>
    public void Check(IReadOnlyCollection<string> classes)
    {
        if (FromServer && !Directory.Exists(Folder.Trim()))
            throw new WrongUseException($"There is no folder '{Folder.Trim()}' on the machine that serves these pages.");
        if (Labels == KnownLabels.Prefix && Separator.Length == 0)
            throw new WrongUseException("Say which character ends the class in the file names.");
        if (Labels == KnownLabels.Csv && Files.Table is null)
            throw new WrongUseException("Choose the CSV file that holds the labels.");
        if (Strangers(classes) is [var first, ..] strangers)
            throw new WrongUseException($"'{first.Name}'{(strangers.Count > 1 ? $" and {strangers.Count - 1} more" : "")} would be a label and is no class. Add it to the classes, or say that the labels are not known.");
    }

    // "old_pine_7.jpg" begins with the class "old_pine", though it also begins with "old".
    private bool IsLongerPrefix(string name, HashSet<string> known) =>
        Labels == KnownLabels.Prefix && known.Any(k => k.StartsWith(name + Separator, StringComparison.OrdinalIgnoreCase));
}
