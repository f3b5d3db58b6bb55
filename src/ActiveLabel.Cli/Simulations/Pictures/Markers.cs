using ActiveLabel.Core.Evaluation.Charts;
using ActiveLabel.Web.Shell.Charts.Files;

namespace ActiveLabel.Cli.Simulations.Pictures;

/// <summary>What tells lines apart where colours do not: the shape of their dots, and their dashes.</summary>
internal static class Markers
{
    private const double Radius = 4;

    // Corners of a shape around its middle; the circle is a polygon of many.
    private static readonly Spot[][] Shapes =
    [
        Round(24, 0), Round(4, Math.PI / 4), Round(3, -Math.PI / 2), Round(4, 0), Round(3, Math.PI / 2), Round(6, 0),
    ];

    private static readonly double[][] Dashes = [[], [9, 4], [2, 3], [12, 4, 2, 4], [5, 3], [14, 4, 5, 4]];

    public static IReadOnlyList<double> Dash(int series) => Dashes[series % Dashes.Length];

    public static Outline At(Spot at, int series, Ink ink) => new(
        [.. Shapes[series % Shapes.Length].Select(c => new Spot(at.X + c.X, at.Y + c.Y))], Closed: true, Inks.Paper, 1, [], ink);

    private static Spot[] Round(int corners, double turned)
    {
        // Shapes of fewer corners reach further out, so that all look as large.
        var reach = Radius * (corners == 3 ? 1.35 : corners == 4 ? 1.2 : 1);
        return [.. Enumerable.Range(0, corners).Select(i => turned + (2 * Math.PI * i / corners)).Select(a => new Spot(reach * Math.Cos(a), reach * Math.Sin(a)))];
    }
}
