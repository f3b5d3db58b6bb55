using ActiveLabel.Core.Evaluation.Stopping;

namespace ActiveLabel.Web.Shell.Charts;

/// <summary>Where everything of a learning curve stands.</summary>
internal sealed class LearningCurveGeometry
{
    /// <summary>Least distance between two labels at the lines' ends, in units of the drawing.</summary>
    private const double LabelGap = 130;

    /// <param name="points">At least one.</param>
    /// <param name="ahead">How the balanced accuracy goes on from the last of them.</param>
    public LearningCurveGeometry(IReadOnlyList<LearningPoint> points, IReadOnlyList<ExpectedGain>? ahead = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(points.Count, nameof(points));
        Points = points;
        Ahead = [.. (ahead ?? []).Select(gain => From(points[^1], gain))];
        // Every project starts at 0 labels, so the axis does too; it ends with the line, whose name stands beside it.
        Labels = new LinearScale(0, Math.Max(1, points.Max(p => p.Labels) + 0.0));
        if (Ahead.Count > 0)
            Labels = new LinearScale(0, Math.Max(Labels.To, Ahead[^1].Labels));

        var lowest = Math.Min(points.Min(p => Math.Min(p.Interval.Low, p.BalancedAccuracy)), Ahead.Select(a => a.Low).DefaultIfEmpty(1).Min());
        var highest = Math.Max(points.Max(p => Math.Max(p.Interval.High, p.BalancedAccuracy)), Ahead.Select(a => a.High).DefaultIfEmpty(0).Max());
        Shares = LinearScale.Around(Math.Max(0, Math.Min(lowest, highest - 0.1)), highest, ticks: 5);
    }

    public IReadOnlyList<LearningPoint> Points { get; }

    private IReadOnlyList<ExpectedPoint> Ahead { get; }

    /// <summary>The axis from left to right.</summary>
    public LinearScale Labels { get; }

    /// <summary>The axis from bottom to top.</summary>
    public LinearScale Shares { get; }

    public PlotPoint Accuracy(LearningPoint point) => new(Labels.X(point.Labels), Shares.Y(point.Accuracy));

    public PlotPoint Balanced(LearningPoint point) => new(Labels.X(point.Labels), Shares.Y(point.BalancedAccuracy));

    /// <summary>Broken where the classes changed.</summary>
    public string AccuracyLine => ByEra(era => PlotPath.Line(era.Select(Accuracy)));

    public string BalancedLine => ByEra(era => PlotPath.Line(era.Select(Balanced)));

    public string Band => ByEra(era => PlotPath.Area(
        era.Select(p => new PlotPoint(Labels.X(p.Labels), Shares.Y(p.Interval.High))),
        era.Select(p => new PlotPoint(Labels.X(p.Labels), Shares.Y(p.Interval.Low)))));

    /// <summary>Upright lines where the classes had just changed.</summary>
    public string Changes => string.Concat(
        Points.Skip(1).Zip(Points, (now, before) => now.Era == before.Era ? "" : $"M{PlotPath.Number(Labels.X(now.Labels))} 0v{PlotPath.Number(LinearScale.Extent)}"));

    /// <summary>From the last point on.</summary>
    public string AheadLine => PlotPath.Line([Balanced(Points[^1]), .. Ahead.Select(a => new PlotPoint(Labels.X(a.Labels), Shares.Y(a.Expected)))]);

    public string AheadBand => PlotPath.Area(
        [Balanced(Points[^1]), .. Ahead.Select(a => new PlotPoint(Labels.X(a.Labels), Shares.Y(a.High)))],
        [Balanced(Points[^1]), .. Ahead.Select(a => new PlotPoint(Labels.X(a.Labels), Shares.Y(a.Low)))]);

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

    private string ByEra(Func<IGrouping<int, LearningPoint>, string> draw) => string.Concat(Points.GroupBy(p => p.Era).Select(draw));

    /// <summary>A share of 0 to 1 is not left, whatever the interval says.</summary>
    private static ExpectedPoint From(LearningPoint last, ExpectedGain gain) => new(
        last.Labels + gain.Labels,
        Math.Clamp(last.BalancedAccuracy + gain.Expected, 0, 1),
        Math.Clamp(last.BalancedAccuracy + gain.Range.Low, 0, 1),
        Math.Clamp(last.BalancedAccuracy + gain.Range.High, 0, 1));

    private readonly record struct ExpectedPoint(int Labels, double Expected, double Low, double High);
}
