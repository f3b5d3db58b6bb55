using System.Globalization;
using System.Text.Json.Serialization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Cli.Commands.Classes;

/// <summary>What <c>classes list --json</c> prints.</summary>
/// <param name="Changes">Oldest first, undos among them.</param>
internal sealed record ClassesReport(string Project, IReadOnlyList<ProjectClassReport> Classes, IReadOnlyList<ClassChangeReport> Changes);

/// <summary>One change; also what the verbs that make one print.</summary>
/// <param name="Change">Its number, by which it can be undone.</param>
/// <param name="NewName">The class that it was merged into, as it was called then, or its new name; else null.</param>
/// <param name="Parts">What it was split into; else empty.</param>
/// <param name="Undoes">Number of the change that it takes back, or null.</param>
/// <param name="Holds">Whether it holds, having not been undone. An undo holds.</param>
/// <param name="Labels">Labels that came to count as something else; null in a list.</param>
/// <param name="Images">Images that these are about; null in a list.</param>
/// <param name="TestImages">Of these, test images; null in a list.</param>
/// <param name="GoldImages">Images marked as gold by a class that came to mean something else; null in a list.</param>
/// <param name="ClassesAfter">Classes that the next round trains with; null in a list.</param>
internal sealed record ClassChangeReport(
    long Change, ClassChangeKind Kind, string Class, string? NewName, IReadOnlyList<string> Parts, string By, DateTimeOffset At, long? Undoes, bool Holds,
    int? Labels = null, int? Images = null, int? TestImages = null, int? GoldImages = null, int? ClassesAfter = null);

internal static class ClassesReports
{
    public static ClassesReport Of(Project project, ClassHistory history, IReadOnlyDictionary<long, Person> people) => new(
        project.Name,
        [.. project.Classes.Select(c => new ProjectClassReport(c.Id, c.Name, c.Key))],
        [.. history.Entries.Select(c => Of(c, people.TryGetValue(c.PersonId, out var by) ? by.Name : "", !history.IsUndone(c)))]);

    public static ClassChangeReport Of(ClassChange made, ClassForecast forecast, string by) => Of(made, by, holds: true) with
    {
        Labels = forecast.Labels,
        Images = forecast.Images,
        TestImages = forecast.TestImages,
        GoldImages = forecast.GoldImages,
        ClassesAfter = forecast.ClassesAfter,
    };

    public static void Print(ClassesReport report)
    {
        Columns.Write(["CLASS", "KEY"], report.Classes.Select(c => (string[])[c.Name, c.Key]));
        if (report.Changes.Count == 0)
            return;

        Console.WriteLine();
        Columns.Write(["CHANGE", "WHAT", "BY", "AT", "STATE"], report.Changes.Select(Row));
    }

    public static void Print(string project, ClassChange made, ClassChange? undone, ClassForecast forecast)
    {
        Console.WriteLine(undone is null ? $"{ClassWords.Of(made)}." : $"Undone: {ClassWords.Of(undone)}.");
        Console.WriteLine(
            $"{forecast.Labels:N0} labels of {forecast.Images:N0} images ({forecast.TestImages:N0} of them test images) count as something else now; {forecast.GoldImages:N0} gold images are affected.");
        Console.Error.WriteLine($"The next round trains with {forecast.ClassesAfter} classes.{(undone is null ? $" To take it back: activelabel classes '{project}' undo {made.Sequence}" : "")}");
    }

    private static ClassChangeReport Of(ClassChange change, string by, bool holds) =>
        new(change.Sequence, change.Kind, change.ClassName, change.NewName, [.. change.Parts.Select(p => p.Name)], by, change.At, change.Undoes, holds);

    private static string[] Row(ClassChangeReport change) =>
    [
        change.Change.ToString(CultureInfo.InvariantCulture), What(change), change.By,
        change.At.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), change.Holds ? "" : "undone",
    ];

    private static string What(ClassChangeReport change) => change.Kind switch
    {
        ClassChangeKind.Rename => $"'{change.Class}' renamed '{change.NewName}'",
        ClassChangeKind.Merge => $"'{change.Class}' merged into '{change.NewName}'",
        ClassChangeKind.Split => $"'{change.Class}' split into {ClassWords.List(change.Parts.Select(part => $"'{part}'"))}",
        ClassChangeKind.Delete => $"'{change.Class}' deleted",
        _ => $"change {change.Undoes} undone",
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, Converters = [typeof(ClassChangeWord)])]
[JsonSerializable(typeof(ClassesReport))]
[JsonSerializable(typeof(ClassChangeReport))]
internal sealed partial class ClassesJson : JsonSerializerContext;

/// <summary>Kinds of changes as words in small letters.</summary>
internal sealed class ClassChangeWord() : JsonStringEnumConverter<ClassChangeKind>(System.Text.Json.JsonNamingPolicy.CamelCase);
