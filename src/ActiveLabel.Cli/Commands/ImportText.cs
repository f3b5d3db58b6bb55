using ActiveLabel.Core.Images.Import;

namespace ActiveLabel.Cli.Commands;

/// <summary>An import and its result, for a person.</summary>
internal static class ImportText
{
    /// <returns>How far it is, and whether it is over.</returns>
    public static (string Text, bool Over) Of(ImportProgress at)
    {
        var over = at.Done == at.Total;
        var refused = at.Refused > 0 ? $", {at.Refused} refused" : "";
        var rate = at.ImagesPerSecond > 0 ? $", {at.ImagesPerSecond:0} images/s" : "";
        var left = at.TimeLeft is { } rest && !over ? $", {rest:m\\:ss} left" : "";
        return ($"Importing {at.Done} of {at.Total}{refused}{rate}{left}", over);
    }

    public static void Print(ImportResult result)
    {
        Console.WriteLine($"{result.Added} images added, {result.LabelsAdded} with labels.");
        foreach (var count in result.Counts)
        {
            Console.WriteLine($"  {count.Split.ToString().ToLowerInvariant(),-4} {count.Class ?? "(no label)",-30} {count.Count,7}");
        }

        if (result.Duplicates.Count > 0)
            Console.WriteLine($"{result.Duplicates.Count} files were duplicates.");
        if (result.PassedOver > 0)
            Console.WriteLine($"{result.PassedOver} other files were passed over.");
        foreach (var refused in result.Refused)
        {
            Console.WriteLine($"refused: {OneLine(refused.File)}: {OneLine(refused.Reason)}");
        }

        foreach (var file in result.Contradictions)
        {
            Console.WriteLine($"no label, since the same picture came under several classes: {OneLine(file)}");
        }
    }

    /// <summary>A file's name may hold line breaks and what steers a terminal.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
