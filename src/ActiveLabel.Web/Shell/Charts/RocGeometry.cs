using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Web.Shell.Charts;

/// <summary>Where everything of a ROC curve stands.</summary>
internal sealed class RocGeometry
{
    /// <summary>Finer points cannot be told apart by a pointer.</summary>
    private const int MostZones = 160;

    public static readonly LinearScale Unit = new(0, 1);

    /// <param name="points">From (0, 0) to (1, 1), thresholds falling.</param>
    public RocGeometry(IReadOnlyList<RocPoint> points)
    {
        ArgumentOutOfRangeException.ThrowIfZero(points.Count, nameof(points));
        Points = points;
        Zones = Cut(points);
    }

    public IReadOnlyList<RocPoint> Points { get; }

    public string Line => PlotPath.Line(Points.Select(At));

    public string Area => PlotPath.Area(Points.Select(At), [new PlotPoint(0, LinearScale.Extent), new PlotPoint(LinearScale.Extent, LinearScale.Extent)]);

    public IReadOnlyList<RocZone> Zones { get; }

    public static PlotPoint At(RocPoint point) => new(Unit.X(point.FalsePositiveRate), Unit.Y(point.TruePositiveRate));

    /// <summary>What holds at a threshold: the last point that is not below it.</summary>
    public RocPoint PointAt(double threshold)
    {
        var found = Points[0];
        foreach (var point in Points)
        {
            if (point.Threshold < threshold)
                break;

            found = point;
        }

        return found;
    }

    /// <summary>
    /// Both rates only rise along the curve, so their sum tells its points apart: the stripes on which the sum is nearest
    /// to a point's cut the plot across, and a pointer anywhere means one point of the curve.
    /// </summary>
    private static RocZone[] Cut(IReadOnlyList<RocPoint> points)
    {
        var stride = Math.Max(1, (int)Math.Ceiling(points.Count / (double)MostZones));
        var chosen = points.Where((_, i) => i % stride == 0 || i == points.Count - 1).ToArray();
        var sums = chosen.Select(point => point.FalsePositiveRate + point.TruePositiveRate).ToArray();
        return
        [
            .. chosen.Select((point, i) => new RocZone(
                point,
                i == 0 ? 0 : (sums[i - 1] + sums[i]) / 2,
                i == chosen.Length - 1 ? 2 : (sums[i] + sums[i + 1]) / 2)),
        ];
    }
}

/// <summary>The stripe of the plot on which a pointer means that point: where both rates sum to a value within it.</summary>
internal readonly record struct RocZone(RocPoint Point, double From, double To)
{
    /// <summary>Corners in units of the drawing, for a polygon; the browser cuts off what lies outside.</summary>
    public string Corners
    {
        get
        {
            var (from, to) = (PlotPath.Number(From * 1000), PlotPath.Number(To * 1000));
            var (fromTop, toTop) = (PlotPath.Number((From - 1) * 1000), PlotPath.Number((To - 1) * 1000));
            return $"{fromTop},0 {toTop},0 {to},1000 {from},1000";
        }
    }
}
