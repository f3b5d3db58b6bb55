using ActiveLabel.Core;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Settings;

/// <summary>The classes' names and keys as they are being typed.</summary>
internal sealed class ClassesDraft
{
    private ClassesDraft(Project project) =>
        (Stamp, Rows) = (ClassStamp.Of(project.Classes), [.. project.Classes.Select(c => new ClassRow(c.Id, c.Ordinal, c.Name, c.Key))]);

    public List<ClassRow> Rows { get; }

    /// <summary>Of the classes as they were read: if they are others when the draft is saved, somebody came first.</summary>
    public string Stamp { get; }

    public IReadOnlyList<ClassFace> Faces => [.. Rows.Select(row => new ClassFace(row.Id, row.Name, row.Key))];

    public static ClassesDraft Of(Project project) => new(project);

    /// <summary>What is wrong with one row, or null.</summary>
    public string? FaultOf(ClassRow row)
    {
        if (row.Name.Trim().Length is 0 or > ProjectClass.LongestName)
            return $"A class's name has 1 to {ProjectClass.LongestName} characters.";
        if (Rows.Find(other => other != row && Same(other.Name, row.Name)) is not null)
            return $"Another class is named '{row.Name.Trim()}' too.";

        try
        {
            var key = ClassKeys.Read(row.Key);
            return key.Length > 0 && Rows.Find(other => other != row && Same(other.Key, key)) is { } twin
                ? $"'{twin.Name.Trim()}' has the key {key.ToUpperInvariant()} too: give each a key of its own."
                : null;
        }
        catch (WrongUseException refused)
        {
            return refused.Message;
        }
    }

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}

internal sealed class ClassRow(long id, int ordinal, string name, string key)
{
    public long Id { get; } = id;

    public int Ordinal { get; } = ordinal;

    public string Name { get; set; } = name;

    public string Key { get; set; } = key;
}
