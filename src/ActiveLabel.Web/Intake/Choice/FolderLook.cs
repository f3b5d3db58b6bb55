using ActiveLabel.Core.Images.Import;

namespace ActiveLabel.Web.Intake.Choice;

/// <summary>Looks at a folder of this machine as the browser looks at its own files.</summary>
internal static class FolderLook
{
    private const int MostGroups = 60;

    private static readonly HashSet<string> Images = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".gif", ".webp", ".tif", ".tiff", ".avif", ".heic", ".heif",
    };

    /// <exception cref="Core.WrongUseException">The folder cannot be read.</exception>
    public static (int Images, IReadOnlyList<FileGroup> Groups) At(string folder, string? separator)
    {
        using var source = ImportSource.Open(folder);
        var names = source.Files.Select(f => f.Name).Where(name => Images.Contains(Path.GetExtension(name))).ToList();
        var groups = names.CountBy(name => GroupOf(name, separator)).OrderByDescending(g => g.Value).Take(MostGroups);
        return (names.Count, [.. groups.Select(g => new FileGroup(g.Key, g.Value))]);
    }

    private static string GroupOf(string name, string? separator)
    {
        if (separator is null)
            return name.Split('/') is [.., var folder, _] ? folder : "";

        var stem = Path.GetFileNameWithoutExtension(name);
        var end = separator.Length == 0 ? -1 : stem.IndexOf(separator, StringComparison.Ordinal);
        return end > 0 ? stem[..end] : "";
    }
}
