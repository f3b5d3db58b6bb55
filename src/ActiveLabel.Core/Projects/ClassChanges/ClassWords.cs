using System.Globalization;

namespace ActiveLabel.Core.Projects.ClassChanges;

/// <summary>Class changes in plain words, the same on every page and at the command line.</summary>
public static class ClassWords
{
    /// <summary>For example <c>'dry' was merged into 'firm'</c>.</summary>
    public static string Of(ClassChange change) => change.Kind switch
    {
        ClassChangeKind.Rename => $"'{change.ClassName}' was renamed '{change.NewName}'",
        ClassChangeKind.Merge => $"'{change.ClassName}' was merged into '{change.NewName}'",
        ClassChangeKind.Split => $"'{change.ClassName}' was split into {List(change.Parts.Select(part => $"'{part.Name}'"))}",
        ClassChangeKind.Delete => $"'{change.ClassName}' was deleted",
        ClassChangeKind.Undo => $"a change of '{change.ClassName}' was undone",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "No words for this kind of change."),
    };

    /// <summary>The same with its day: <c>'dry' was merged into 'firm' on 2026-11-30</c>.</summary>
    public static string On(ClassChange change) => $"{Of(change)} on {change.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    /// <summary><c>a, b and c</c>.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
