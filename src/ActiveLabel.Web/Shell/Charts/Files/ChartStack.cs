using ActiveLabel.Core.Evaluation.Charts;

namespace ActiveLabel.Web.Shell.Charts.Files;

/// <summary>Puts charts one below the other into one.</summary>
internal static class ChartStack
{
    /// <param name="charts">At least one.</param>
    public static Chart Of(string title, IReadOnlyList<Chart> charts)
    {
        List<IMark> marks = [];
        var top = 0.0;
        foreach (var chart in charts)
        {
            marks.AddRange(chart.Marks.Select(mark => Lower(mark, top)));
            top += chart.Height;
        }

        return new Chart(charts.Max(c => c.Width), top, title, string.Join(' ', charts.Select(c => c.Description)), marks);
    }

    private static IMark Lower(IMark mark, double by) => mark switch
    {
        Outline outline => outline with { Spots = [.. outline.Spots.Select(s => s with { Y = s.Y + by })] },
        Words words => words with { At = words.At with { Y = words.At.Y + by } },
        _ => mark,
    };
}
