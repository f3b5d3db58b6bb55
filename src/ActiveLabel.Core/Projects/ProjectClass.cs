namespace ActiveLabel.Core.Projects;

/// <summary>One answer that a labeler can give, with the key that gives it.</summary>
public sealed class ProjectClass
{
    public const int LongestName = 60;

    /// <summary>Digits first, then letters that no other action of the Label page uses.</summary>
    private const string Keys = "123456789abcdefgjklmnoqrtvwxy";

    private ProjectClass() { }

    public long Id { get; private set; }

    public long ProjectId { get; private set; }

    /// <summary>Unique in its project, without regard to case.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Zero-based place in the project's order of classes.</summary>
    public int Ordinal { get; private set; }

    /// <summary>The key that gives this label, lower case; empty where the project has more classes than keys.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What makes an image belong to this class, shown beside examples and in practice.</summary>
    public string Definition { get; private set; } = "";

    public static ProjectClass Create(string name, int ordinal)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > LongestName)
            throw new WrongUseException($"A class's name has 1 to {LongestName} characters, not '{trimmed}'.");

        return new ProjectClass
        {
            Name = trimmed,
            Ordinal = ordinal,
            Key = ordinal < Keys.Length ? Keys[ordinal].ToString() : "",
        };
    }

    public void Define(string definition) => Definition = definition.Trim();
}
