using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Charts;
using ActiveLabel.Core.Evaluation.Thresholds;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell.Charts;
using ActiveLabel.Web.Shell.Charts.Files;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Features.Review.Plots;

internal enum ReviewPlot
{
    Confusion,
    Roc,
    PrecisionRecall,
    Scores,
    Calibration,
}

/// <summary>Which plot of a review, and how.</summary>
/// <param name="K">Zero-based class; null for all of them.</param>
/// <param name="Threshold">Where it is marked; null to leave it out.</param>
/// <param name="Scale">Of the confusion matrix.</param>
internal sealed record PlotWish(ReviewPlot Plot, int? K, double? Threshold, ConfusionScale Scale);

/// <summary>The plots of a review as charts and tables, for files.</summary>
internal static class ReviewPlots
{
    /// <param name="classes">In the model's order.</param>
    public static PlotTable Table(ModelReview review, IReadOnlyList<ProjectClass> classes, PlotWish wish)
    {
        var subjects = Chosen(review, classes, wish);
        return wish.Plot switch
        {
            ReviewPlot.Confusion => Confusion(review.Result.Confusion, classes, wish.Scale),
            ReviewPlot.Roc => RocPlot.Table(subjects),
            ReviewPlot.PrecisionRecall => PrecisionRecallPlot.Table(subjects),
            ReviewPlot.Scores => ScorePlot.Table(subjects),
            _ => ReliabilityPlot.Table(review.Result, wish.K is null ? null : subjects[0]),
        };
    }

    /// <param name="source">Where the figures come from.</param>
    /// <returns>Null where there is nothing to draw: a curve of a class that no judging image, or every one, belongs to.</returns>
    public static Chart? Draw(ModelReview review, IReadOnlyList<ProjectClass> classes, PlotWish wish, string source)
    {
        var subjects = Chosen(review, classes, wish);
        var one = wish.K is null ? null : subjects[0];
        var at = one is not null && wish.Threshold is { } threshold ? one.Sweep.At(threshold) : (ThresholdFigures?)null;
        return wish.Plot switch
        {
            ReviewPlot.Confusion => ConfusionChart.Draw(
                review.Result.Confusion, [.. classes.Select(c => c.Name)], wish.Scale, "Confusion matrix",
                $"Rows are the labelled classes, columns the predicted ones. {ConfusionWords.Cells(wish.Scale)} {review.Result.Summary.Accuracy:0.0%} of the images are predicted right.", source),
            ReviewPlot.Roc => Drawn(one is null ? RocPlot.All(subjects) : RocPlot.One(one, at)),
            ReviewPlot.PrecisionRecall => Drawn(one is null ? PrecisionRecallPlot.All(subjects) : PrecisionRecallPlot.One(one, at)),
            ReviewPlot.Scores => ChartStack.Of(
                one is null ? "Probabilities of all classes" : $"Probability of {one.Name}", [.. subjects.Select(s => PlotChart.Draw(ScorePlot.Of(s, wish.Threshold), source))]),
            _ => Drawn(ReliabilityPlot.Of(review.Result, one)),
        };

        Chart? Drawn(PlotSketch? sketch) => sketch is null ? null : PlotChart.Draw(sketch, source);
    }

    private static IReadOnlyList<PlotSubject> Chosen(ModelReview review, IReadOnlyList<ProjectClass> classes, PlotWish wish)
    {
        var all = PlotSubject.Of(review.Result, classes);
        return wish.K is { } k ? [all[k]] : all;
    }

    private static PlotTable Confusion(ConfusionMatrix matrix, IReadOnlyList<ProjectClass> classes, ConfusionScale scale) => new(
        $"Confusion matrix. {ConfusionWords.Cells(scale)}",
        ["labelled \\ predicted", .. classes.Select(c => c.Name), "images"],
        [
            .. classes.Select((c, t) => (IReadOnlyList<object?>)
            [
                c.Name,
                .. classes.Select((_, p) => scale == ConfusionScale.Counts ? (object?)matrix[t, p] : ConfusionHeat.Share(matrix, new ConfusionCell(t, p), scale)),
                matrix.Support(t),
            ]),
        ]);
}
