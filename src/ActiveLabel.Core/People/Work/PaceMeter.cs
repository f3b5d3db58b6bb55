using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.People.Work;

/// <summary>How fast somebody labels. Imports and corrections on the Review page have no pace.</summary>
internal static class PaceMeter
{
    /// <summary>Longer and it was a break, as for the clock of the Label page.</summary>
    private const long Break = 3 * 60_000;

    private const int FewestGaps = 4;

    /// <param name="lines">A whole log.</param>
    /// <param name="numbers">Of one person's lines, in the order of their times.</param>
    public static WorkPace Of(WorkLine[] lines, ReadOnlySpan<int> numbers)
    {
        var (spent, gaps, before) = (0L, 0, (long?)null);
        foreach (var number in numbers)
        {
            ref readonly var line = ref lines[number];
            if (!Counts(in line))
                continue;

            if (before is { } then && line.At - then <= Break)
                (spent, gaps) = (spent + line.At - then, gaps + 1);
            before = line.At;
        }

        return new WorkPace(Median(lines, numbers), gaps < FewestGaps || spent == 0 ? null : gaps * 3_600_000.0 / spent);
    }

    /// <summary>Seconds; null where nobody measured.</summary>
    public static double? Median(WorkLine[] lines, ReadOnlySpan<int> numbers)
    {
        var took = new List<int>(numbers.Length);
        foreach (var number in numbers)
        {
            ref readonly var line = ref lines[number];
            if (line.TookMilliseconds > 0 && Counts(in line))
                took.Add(line.TookMilliseconds);
        }

        took.Sort();
        return took.Count == 0 ? null : (took[(took.Count - 1) / 2] + took[took.Count / 2]) / 2000.0;
    }

    private static bool Counts(in WorkLine line) =>
        line.Source is LabelSource.LabelPage or LabelSource.Grid && line.Kind is LabelKind.Class or LabelKind.PoorExample or LabelKind.Skip;
}
