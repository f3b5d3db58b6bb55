namespace ActiveLabel.Web.Shell.Charts;

/// <summary>Where everything of a learning curve stands.</summary>
internal sealed class LearningCurveGeometry
{
    /// <summary>Least distance between two labels at the lines' ends, in units of the drawing.</summary>
    private const double LabelGap = 130;

    public LearningCurveGeometry(IReadOnlyList<LearningPoint> points)
    {
        ArgumentOutOfRangeException.ThrowIfZero(points.Count, nameof(points));
        Points = points;
        // Every project starts at 0 labels, so the axis does too; it ends with the line, whose name stands beside it.
        Labels = new LinearScale(0, Math.Max(1, points.Max(p => p.Labels)));
        var lowest = points.Min(p => Math.Min(p.Interval.Low, p.BalancedAccuracy));
        var highest = points.Max(p => Math.Max(p.Interval.High, p.BalancedAccuracy));
        Shares = LinearScale.Around(Math.Max(0, Math.Min(lowest, highest - 0.1)), highest, ticks: 5);
    }

    public IReadOnlyList<LearningPoint> Points { get; }

    /// <summary>The axis from left to right.</summary>
    public LinearScale Labels { get; }

    /// <summary>The axis from bottom to top.</summary>
    public LinearScale Shares { get; }

    public PlotPoint Accuracy(LearningPoint point) => new(Labels.X(point.Labels), Shares.Y(point.Accuracy));

    public PlotPoint Balanced(LearningPoint point) => new(Labels.X(point.Labels), Shares.Y(point.BalancedAccuracy));

    public string AccuracyLine => PlotPath.Line(Points.Select(Accuracy));

    public string BalancedLine => PlotPath.Line(Points.Select(Balanced));

    public string Band => PlotPath.Area(
        Points.Select(p => new PlotPoint(Labels.X(p.Labels), Shares.Y(p.Interval.High))),
        Points.Select(p => new PlotPoint(Labels.X(p.Labels), Shares.Y(p.Interval.Low))));

    /// <summary>Tops of the two labels at the end of the lines, accuracy first.</summary>
    public (double Accuracy, double Balanced) EndLabels
    {
        get
        {
            var last = Points[^1];
            var spread = LabelPlacement.Spread([Accuracy(last).Y, Balanced(last).Y], LabelGap, LinearScale.Extent);
            return (spread[0], spread[1]);
        }
    }

    /// <summary>The stretch of the plot, from left to right, in which a pointer means that point.</summary>
    public (double From, double To) Reach(int index)
    {
        var x = Accuracy(Points[index]).X;
        var from = index == 0 ? 0 : (Accuracy(Points[index - 1]).X + x) / 2;
        var to = index == Points.Count - 1 ? LinearScale.Extent : (x + Accuracy(Points[index + 1]).X) / 2;
        return (from, Math.Max(from, to));
    }
}
