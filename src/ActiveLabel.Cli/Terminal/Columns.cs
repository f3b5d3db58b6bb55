namespace ActiveLabel.Cli.Terminal;

/// <summary>A plain table on stdout, each column as wide as its widest cell.</summary>
internal static class Columns
{
    public static void Write(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] lines = [heads, .. rows];
        int[] widths = [.. heads.Select((_, column) => lines.Max(line => line[column].Length))];
        foreach (var line in lines)
            Console.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
