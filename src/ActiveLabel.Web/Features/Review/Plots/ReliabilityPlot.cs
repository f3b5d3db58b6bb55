using System.Globalization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Calibration;
using ActiveLabel.Web.Shell;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Features.Review.Plots;

/// <summary>The reliability diagram: what the model calls so sure against how often it is so, and on how many images that rests.</summary>
internal static class ReliabilityPlot
{
    /// <summary>How high the bar of the fullest bin reaches.</summary>
    private const double FullestBin = 0.22;

    /// <param name="subject">One class against the rest; null for the class that is predicted of each image.</param>
    public static PlotSketch? Of(EvaluationResult result, PlotSubject? subject)
    {
        var bins = Bins(result, subject);
        var filled = bins.Where(bin => bin.Count > 0).ToList();
        if (filled.Count == 0)
            return null;

        var (tone, what) = (subject?.Tone ?? PlotTone.Whole, subject?.Name ?? "the predicted class");
        var most = filled.Max(bin => bin.Count);
        return new PlotSketch(
            subject is null ? "Calibration" : $"Calibration of {subject.Name}",
            $"Of {Wording.Count(filled.Count, "bin")} with images: " + string.Join("; ", filled.Select(bin => $"{Wording.Percent(bin.MeanProbability!.Value)} sure, {Wording.Percent(bin.ShareRight!.Value)} so, {Wording.Count(bin.Count, "image")}")) + ".",
            PlotAxis.Share($"probability of {what}"), PlotAxis.Share(subject is null ? "share predicted right" : $"share that is {subject.Name}"),
            [
                PlotMark.Bars(PlotTone.Quiet, bins.Select(bin => (bin.From, bin.To, FullestBin * bin.Count / most)), "images in each bin, with their number"),
                PlotMark.Guide(new PlotValue(0, 0), new PlotValue(1, 1)),
                new PlotMark(PlotShape.Whisker, tone, [.. filled.Select(bin => (IReadOnlyList<PlotValue>)[new(bin.MeanProbability!.Value, bin.Interval!.Value.Low), new(bin.MeanProbability.Value, bin.Interval.Value.High)])]),
                PlotMark.Line(tone, [.. filled.Select(At)], "share that is so, with its 95% interval"),
                PlotMark.Dots(tone, [.. filled.Select(At)]),
            ])
        {
            Words = [.. filled.Select(bin => new PlotWord(new PlotValue((bin.From + bin.To) / 2, FullestBin * bin.Count / most), bin.Count.ToString(CultureInfo.InvariantCulture), IsCentred: true))],
            IsSquare = true,
        };
    }

    public static PlotTable Table(EvaluationResult result, PlotSubject? subject) => new(
        subject is null ? "How sure the model is of the class that it predicts, and how often it is right" : $"How sure the model is of {subject.Name}, and how often it is so",
        ["From", "To", "Images", "Of these so", "Mean probability", "Share that is so", "95% from", "95% to"],
        [.. Bins(result, subject).Select(bin => (object?[])[bin.From, bin.To, bin.Count, bin.Hits, bin.MeanProbability, bin.ShareRight, bin.Interval?.Low, bin.Interval?.High])]);

    private static IReadOnlyList<ReliabilityBin> Bins(EvaluationResult result, PlotSubject? subject) =>
        subject is null ? result.Reliability : ReliabilityDiagram.Of(subject.Scores, subject.IsOf);

    private static PlotValue At(ReliabilityBin bin) => new(bin.MeanProbability!.Value, bin.ShareRight!.Value);
}
