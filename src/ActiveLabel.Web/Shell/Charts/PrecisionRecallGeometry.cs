using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Web.Shell.Charts;

/// <summary>
/// Where everything of a precision-recall curve stands. It is drawn in steps, each point's precision from the recall of
/// the point before on, so that the area is the average precision: straight lines between points would promise too much.
/// </summary>
internal sealed class PrecisionRecallGeometry(IReadOnlyList<PrecisionRecallPoint> points)
{
    private readonly PlotPoint[] _steps =
    [
        .. points.Skip(1).Zip(points, (point, before) => (Point: point, Before: before))
            .Where(step => step.Point.Recall > step.Before.Recall)
            .SelectMany(step => new[] { At(step.Point with { Recall = step.Before.Recall }), At(step.Point) }),
    ];

    public string Line => PlotPath.Line(_steps);

    public string Area => PlotPath.Area(_steps, [new PlotPoint(0, LinearScale.Extent), new PlotPoint(LinearScale.Extent, LinearScale.Extent)]);

    public static PlotPoint At(PrecisionRecallPoint point) => new(RocGeometry.Unit.X(point.Recall), RocGeometry.Unit.Y(point.Precision));

    /// <summary>What holds at a threshold: the last point that is not below it; null where nothing is called so.</summary>
    public PrecisionRecallPoint? PointAt(double threshold)
    {
        var found = points.TakeWhile(point => point.Threshold >= threshold).Last();
        return double.IsFinite(found.Threshold) ? found : null;
    }
}
