using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Features.Review.Plots;

/// <summary>Leaves out what cannot be seen: ten thousand images make ten thousand steps, of which a drawing tells a few hundred apart.</summary>
internal static class FinePath
{
    /// <summary>Steps along each axis, from 0 to 1, that a drawing tells apart.</summary>
    private const int Steps = 1000;

    /// <summary>The first and the last point stay, and so does every corner: only points on a spot that has one already, or in the middle of a straight stretch along an axis, go.</summary>
    public static IReadOnlyList<PlotValue> Of(IReadOnlyList<PlotValue> points)
    {
        var kept = new List<PlotValue>();
        foreach (var (n, point) in points.Index())
        {
            var isLast = n == points.Count - 1;
            if (!isLast && kept.Count > 0 && Spot(kept[^1]) == Spot(point))
                continue;
            if (kept.Count > 1 && IsBetween(Spot(kept[^2]), Spot(kept[^1]), Spot(point)))
                kept.RemoveAt(kept.Count - 1);

            kept.Add(point);
        }

        return kept;
    }

    private static (int X, int Y) Spot(PlotValue point) => ((int)Math.Round(point.X * Steps), (int)Math.Round(point.Y * Steps));

    private static bool IsBetween((int X, int Y) from, (int X, int Y) middle, (int X, int Y) to) =>
        (from.X == middle.X && middle.X == to.X && (middle.Y - from.Y) * (to.Y - middle.Y) >= 0)
        || (from.Y == middle.Y && middle.Y == to.Y && (middle.X - from.X) * (to.X - middle.X) >= 0);
}
