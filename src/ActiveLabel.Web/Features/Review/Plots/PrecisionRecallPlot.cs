using ActiveLabel.Core.Evaluation.Thresholds;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Features.Review.Plots;

/// <summary>
/// Precision-recall curves: how many of those called so are so, as more of the class are found. Drawn in steps, each
/// point's precision from the recall of the point before on, so that the area is the average precision: straight lines
/// between points would promise too much (Davis, Goadrich 2006).
/// </summary>
internal static class PrecisionRecallPlot
{
    /// <param name="at">Where on the curve a threshold lies; null to leave it out.</param>
    public static PlotSketch? One(PlotSubject subject, ThresholdFigures? at)
    {
        if (subject.PrecisionRecall is not { } curve)
            return null;

        var line = Line(subject);
        var share = (double)subject.Positives / (subject.Positives + subject.Negatives);
        List<PlotMark> marks =
        [
            PlotMark.Guide(new PlotValue(0, share), new PlotValue(1, share)),
            PlotMark.Area(subject.Tone, [.. line, new PlotValue(1, 0), new PlotValue(0, 0)]),
            PlotMark.Line(subject.Tone, line),
        ];
        if (at is { Precision: { } y, Recall: { } x })
            marks.AddRange([PlotMark.Guide(new PlotValue(0, y), new PlotValue(x, y), new PlotValue(x, 0)), PlotMark.Dots(subject.Tone, [new PlotValue(x, y)])]);

        return new PlotSketch(
            $"Precision-recall curve of {subject.Name}", $"The average precision is {curve.AveragePrecision:0.000}; guessing reaches {share:0.000}.",
            PlotAxis.Share($"{subject.Name} found (recall)"), PlotAxis.Share($"right when called {subject.Name} (precision)"), marks)
        {
            Words = [new PlotWord(new PlotValue(0.97, 0.07), $"average precision {curve.AveragePrecision:0.000}")],
            IsSquare = true,
        };
    }

    /// <summary>The curves of all classes that have one; null where none has.</summary>
    public static PlotSketch? All(IReadOnlyList<PlotSubject> subjects)
    {
        var drawn = subjects.Where(s => s.PrecisionRecall is not null).ToList();
        return drawn.Count == 0 ? null : new PlotSketch(
            "Precision-recall curves of all classes", $"Average precision: {string.Join(", ", drawn.Select(s => $"{s.Name} {s.PrecisionRecall!.AveragePrecision:0.000}"))}.",
            PlotAxis.Share("found (recall)"), PlotAxis.Share("right when called so (precision)"),
            [.. drawn.Select(s => PlotMark.Line(s.Tone, Line(s), $"{s.Name}: average precision {s.PrecisionRecall!.AveragePrecision:0.000}", s.K))])
        { IsSquare = true };
    }

    public static PlotTable Table(IReadOnlyList<PlotSubject> subjects) => new(
        "Precision, recall, specificity and F1 of each class at each of its thresholds",
        ["Class", "Threshold", "Called so", "Of these right", "Precision", "Recall", "Specificity", "F1"],
        [.. subjects.SelectMany(s => s.Sweep.Steps.Select(f => (object?[])[s.Name, f.Threshold, f.Called, f.TruePositives, f.Precision, f.Recall, f.Specificity, f.F1]))]);

    private static IReadOnlyList<PlotValue> Line(PlotSubject subject)
    {
        var points = subject.PrecisionRecall!.Points;
        return FinePath.Of(
        [
            .. points.Skip(1).Zip(points, (point, before) => (Point: point, Before: before))
                .Where(step => step.Point.Recall > step.Before.Recall)
                .SelectMany(step => new[] { new PlotValue(step.Before.Recall, step.Point.Precision), new PlotValue(step.Point.Recall, step.Point.Precision) }),
        ]);
    }
}
