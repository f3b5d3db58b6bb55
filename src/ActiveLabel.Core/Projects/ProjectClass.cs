using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Core.Projects;

/// <summary>One answer that a labeler can give, with the key that gives it.</summary>
public sealed class ProjectClass
{
    public const int LongestName = 60;

    public const int MostExamples = 8;

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

    /// <summary>Ids of the images that an admin picked to show the class by, in their order; without any, some are picked by chance.</summary>
    public IReadOnlyList<long> ExampleIds { get; private set; } = [];

    /// <summary>Whether it can be given no more. It stays, since labels name it; <see cref="Meaning"/> tells what those count as.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The class that its labels count as where it is gone; null where they count as no answer.</summary>
    public long? MergedInto { get; private set; }

    /// <inheritdoc cref="ClassMeaning.AgainUpTo" path="/summary"/>
    public long AgainUpTo { get; private set; }

    /// <summary>What labels that name it count as, as derived from the record of class changes.</summary>
    public ClassMeaning Meaning => new(IsGone ? MergedInto : Id, AgainUpTo);

    /// <param name="key">As <see cref="ClassKeys.Read"/> gives it.</param>
    /// <exception cref="WrongUseException">The name is empty or too long.</exception>
    public static ProjectClass Create(string name, int ordinal, string key)
    {
        var made = new ProjectClass { Ordinal = ordinal, Key = key };
        made.Rename(name);
        return made;
    }

    public void Define(string definition) => Definition = definition.Trim();

    /// <exception cref="WrongUseException">More than <see cref="MostExamples"/>.</exception>
    public void ShowBy(IEnumerable<long> imageIds)
    {
        long[] ids = [.. imageIds.Distinct()];
        if (ids.Length > MostExamples)
            throw new WrongUseException($"A class has at most {MostExamples} example images; take one of '{Name}' out first.");

        // Unchanged, it is not written anew.
        if (!ids.SequenceEqual(ExampleIds))
            ExampleIds = ids;
    }

    /// <returns>The name without white space around it.</returns>
    /// <exception cref="WrongUseException">It is empty, too long or holds characters that nobody sees.</exception>
    public static string ReadName(string typed)
    {
        var trimmed = typed.Trim();
        if (trimmed.Length is 0 or > LongestName)
            throw new WrongUseException($"A class's name has 1 to {LongestName} characters, not '{trimmed}'.");
        if (trimmed.Any(IsUnseen))
            throw new WrongUseException("A class's name consists of visible characters in one line.");

        return trimmed;
    }

    /// <summary>By <see cref="Project"/>, which knows whether another class has that name.</summary>
    internal void Rename(string name) => Name = ReadName(name);

    /// <summary>By <see cref="Project"/>, from the record of class changes.</summary>
    internal void Mean(ClassMeaning meaning) =>
        (IsGone, MergedInto, AgainUpTo) = (meaning.CountsAs != Id, meaning.CountsAs == Id ? null : meaning.CountsAs, meaning.AgainUpTo);

    /// <summary>By <see cref="Project"/>, which knows whether another class has that key.</summary>
    internal void Press(string key) => Key = key;

    /// <summary>Control characters, and those that turn the direction of all that follows them.</summary>
    private static bool IsUnseen(char letter) => char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
