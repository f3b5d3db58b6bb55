using System.Text;

namespace ActiveLabel.Web.Shell.Charts;

/// <summary>A place in the drawing, in units of <see cref="LinearScale.Extent"/> from the left and the top.</summary>
internal readonly record struct PlotPoint(double X, double Y);

/// <summary>Writes the path data of lines and areas.</summary>
internal static class PlotPath
{
    public static string Line(IEnumerable<PlotPoint> points) => Append(new StringBuilder(), points).ToString();

    /// <summary>The area between an upper and a lower edge, both from left to right.</summary>
    public static string Area(IEnumerable<PlotPoint> upper, IEnumerable<PlotPoint> lower)
    {
        var path = Append(new StringBuilder(), upper.Concat(lower.Reverse()));
        return path.Length == 0 ? "" : path.Append('Z').ToString();
    }

    /// <summary>A line of no length: with a round cap it is a dot that stays round however the box is stretched.</summary>
    public static string Dot(PlotPoint at) => $"M{Number(at.X)} {Number(at.Y)}h0";

    public static string Number(double value) => Math.Round(value, 1).ToString("0.#");

    private static StringBuilder Append(StringBuilder path, IEnumerable<PlotPoint> points)
    {
        foreach (var point in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Number(point.X)).Append(' ').Append(Number(point.Y));
        }

        return path;
    }
}
