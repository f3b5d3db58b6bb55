using ActiveLabel.Core.Images.Import;

namespace ActiveLabel.Cli.Commands;

/// <summary>The result of an import, for a person.</summary>
internal static class ImportText
{
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
