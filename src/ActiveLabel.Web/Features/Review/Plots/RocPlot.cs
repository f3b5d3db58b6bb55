using ActiveLabel.Core.Evaluation.Thresholds;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Features.Review.Plots;

/// <summary>ROC curves: how many of a class are found against how many others are mistaken for it.</summary>
internal static class RocPlot
{
    private static readonly PlotMark Chance = PlotMark.Guide(new PlotValue(0, 0), new PlotValue(1, 1));

    /// <param name="at">Where on the curve a threshold lies; null to leave it out.</param>
    public static PlotSketch? One(PlotSubject subject, ThresholdFigures? at)
    {
        if (subject.Roc is not { } curve)
            return null;

        var line = Line(subject);
        List<PlotMark> marks = [Chance, PlotMark.Area(subject.Tone, [.. line, new PlotValue(1, 0)]), PlotMark.Line(subject.Tone, line)];
        if (at is { FalsePositiveRate: { } x, Recall: { } y })
            marks.AddRange([PlotMark.Guide(new PlotValue(0, y), new PlotValue(x, y), new PlotValue(x, 0)), PlotMark.Dots(subject.Tone, [new PlotValue(x, y)])]);

        return new PlotSketch(
            $"ROC curve of {subject.Name}", $"The area under the curve is {curve.Auc:0.000}; guessing reaches 0.5.",
            PlotAxis.Share($"others called {subject.Name} (1 − specificity)"), PlotAxis.Share($"{subject.Name} found (recall)"), marks)
        {
            Words = [new PlotWord(new PlotValue(0.97, 0.07), $"AUC {curve.Auc:0.000}")],
            IsSquare = true,
        };
    }

    /// <summary>The curves of all classes that have one; null where none has.</summary>
    public static PlotSketch? All(IReadOnlyList<PlotSubject> subjects)
    {
        var drawn = subjects.Where(s => s.Roc is not null).ToList();
        return drawn.Count == 0 ? null : new PlotSketch(
            "ROC curves of all classes", $"Areas under the curves: {string.Join(", ", drawn.Select(s => $"{s.Name} {s.Roc!.Auc:0.000}"))}; guessing reaches 0.5.",
            PlotAxis.Share("others called so (1 − specificity)"), PlotAxis.Share("found (recall)"),
            [Chance, .. drawn.Select(s => PlotMark.Line(s.Tone, Line(s), $"{s.Name}: AUC {s.Roc!.Auc:0.000}", s.K))])
        { IsSquare = true };
    }

    public static PlotTable Table(IReadOnlyList<PlotSubject> subjects) => new(
        "False and true positive rate of each class at each of its thresholds",
        ["Class", "Threshold", "False positive rate", "True positive rate"],
        [.. subjects.Where(s => s.Roc is not null).SelectMany(s => s.Roc!.Points.Select(p => (object?[])[s.Name, p.Threshold, p.FalsePositiveRate, p.TruePositiveRate]))]);

    private static IReadOnlyList<PlotValue> Line(PlotSubject subject) => FinePath.Of([.. subject.Roc!.Points.Select(p => new PlotValue(p.FalsePositiveRate, p.TruePositiveRate))]);
}
