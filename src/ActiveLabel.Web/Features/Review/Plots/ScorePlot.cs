using ActiveLabel.Core.Evaluation;
using ActiveLabel.Web.Shell;
using ActiveLabel.Web.Shell.Charts;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Features.Review.Plots;

/// <summary>
/// How a class's probability is spread over its own images, upwards, and over the others, downwards. Each group counts as
/// a whole, so that a rare class is seen beside a common one; the numbers of images stand in the table.
/// </summary>
internal static class ScorePlot
{
    /// <summary>A scale that leaves a group without images some room too.</summary>
    private const double LeastReach = 0.2;

    /// <param name="threshold">Drawn across; null to leave it out.</param>
    public static PlotSketch Of(PlotSubject subject, double? threshold)
    {
        var histogram = subject.Histogram;
        double[] own = Shares(histogram.OfClass), others = Shares(histogram.Others);
        var (up, down) = (LinearScale.Around(0, Math.Max(LeastReach, own.Max()), 4).To, LinearScale.Around(0, Math.Max(LeastReach, others.Max()), 4).To);
        var scale = new LinearScale(-down, up);
        List<PlotMark> marks =
        [
            PlotMark.Bars(subject.Tone, Boxes(own), $"{Wording.Count(subject.Positives, "image")} of {subject.Name}, upwards"),
            PlotMark.Bars(PlotTone.Quiet, Boxes([.. others.Select(share => -share)]), $"{Wording.Count(subject.Negatives, "other image")}, downwards"),
            PlotMark.Line(PlotTone.Quiet, [new PlotValue(0, 0), new PlotValue(1, 0)]),
        ];
        if (threshold is { } at)
            marks.Add(PlotMark.Line(PlotTone.Quiet, [new PlotValue(at, scale.From), new PlotValue(at, scale.To)], $"threshold {ReviewAddress.Say(at)}"));

        return new PlotSketch(
            $"Probability of {subject.Name}", Describe(subject),
            PlotAxis.Share($"probability of {subject.Name}") with { MostTicks = 11 },
            new PlotAxis(scale, "share of the images", share => $"{Math.Abs(share) * 100:0}%"), marks);

        IEnumerable<(double, double, double)> Boxes(double[] shares) => shares.Select((share, bin) => (histogram.From(bin), histogram.To(bin), share));
    }

    public static PlotTable Table(IReadOnlyList<PlotSubject> subjects) => new(
        "Images by the probability of each class, those of the class and the others",
        ["Class", "From", "To", "Images of the class", "Other images"],
        [.. subjects.SelectMany(s => Enumerable.Range(0, s.Histogram.Bins).Select(bin =>
            (object?[])[s.Name, s.Histogram.From(bin), s.Histogram.To(bin), s.Histogram.OfClass[bin], s.Histogram.Others[bin]]))]);

    private static string Describe(PlotSubject subject)
    {
        var (own, others) = (Mean(isOf: true), Mean(isOf: false));
        return own is null || others is null
            ? $"{Wording.Count(subject.Positives, "image")} of {subject.Name} and {Wording.Count(subject.Negatives, "other")}."
            : $"On average the model gives {subject.Name} {Wording.Percent(own.Value)} on its own images and {Wording.Percent(others.Value)} on the others.";

        double? Mean(bool isOf) => subject.Scores.Zip(subject.IsOf).Where(s => s.Second == isOf).Select(s => (double?)s.First).DefaultIfEmpty(null).Average();
    }

    private static double[] Shares(IReadOnlyList<int> counts)
    {
        var all = Math.Max(1, counts.Sum());
        return [.. counts.Select(count => (double)count / all)];
    }
}
