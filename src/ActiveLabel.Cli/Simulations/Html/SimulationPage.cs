using System.Text;
using ActiveLabel.Cli.Simulations.Pictures;
using ActiveLabel.Web.Shell.Charts.Files;
using static ActiveLabel.Cli.Simulations.Html.Figures;
using static ActiveLabel.Cli.Simulations.Html.HtmlTable;

namespace ActiveLabel.Cli.Simulations.Html;

/// <summary>A simulation as one page that needs nothing else: to read, to print, to keep.</summary>
/// <param name="command">The command line that repeats it.</param>
/// <param name="program">Name and version of the program.</param>
/// <param name="on">When it was made.</param>
internal sealed class SimulationPage(SimulateReport report, string command, string program, DateTimeOffset on)
{
    public string Write() => new StringBuilder()
        .Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .Append($"<title>{Escape(report.Source)}: how many labels?</title>\n<style>\n{PageStyle.Css}</style>\n</head>\n<body>\n<main>\n")
        .Append($"<h1>How many labels does {Escape(report.Source)} need?</h1>\n")
        .Append($"<p class=\"lead\">{Escape(PageWords.Answer(report))}</p>\n")
        .Append($"<p>{Escape(PageWords.What(report))}</p>\n")
        .Append(Warnings())
        .Append("<h2>Learning curves</h2>\n")
        .Append(Picture("balanced", SimulationPictures.BalancedAccuracy(report, withHeading: false), $"Balanced accuracy: the mean over the classes of how many of their test images are told right. {PageWords.Bands(report)}"))
        .Append(Picture("accuracy", SimulationPictures.Accuracy(report), $"Accuracy: how many of all test images are told right. {PageWords.Bands(report)}"))
        .Append(Compared())
        .Append(Needed())
        .Append(Stopping())
        .Append("<h2>Which classes are mistaken for which</h2>\n")
        .Append(ConfusionTables.Write(report))
        .Append("<h2>Every round</h2>\n")
        .Append(Rounds())
        .Append("<h2>Set and settings</h2>\n")
        .Append(Settings())
        .Append("<h2>Repeat it</h2>\n")
        .Append($"<pre>{Escape(command)}</pre>\n")
        .Append($"<p class=\"soft\">{Escape($"{program}, {on:yyyy-MM-dd}. Took {Invariant($"{report.Seconds:0}")} s. The same version gives the same figures, whatever the machine's number of cores.")}</p>\n")
        .Append("</main>\n</body>\n</html>\n").ToString();

    private string Warnings() => report.Warnings.Count == 0
        ? ""
        : $"<ul class=\"warnings\" aria-label=\"Warnings\">\n{string.Concat(report.Warnings.Select(w => $"<li>{Escape(w)}</li>\n"))}</ul>\n";

    /// <summary>Twice, for wide and for narrow screens: letters keep their size, and one of the two is not there for anybody.</summary>
    private static string Picture(string id, CurvePicture picture, string caption) =>
        $"<figure>\n<div class=\"wide\">{SvgText.Inline(CurveLayout.Draw(picture, 860, 430), id)}</div>\n"
        + $"<div class=\"narrow\">{SvgText.Inline(CurveLayout.Draw(picture, 358, 300), $"{id}-narrow")}</div>\n<figcaption>{Escape(caption)}</figcaption>\n</figure>\n";

    private string Compared()
    {
        if (report.Baseline is null || SimulationPictures.Difference(report) is not { } picture)
            return "";

        return "<h2>Seed by seed</h2>\n"
            + $"<p>{Escape($"With each seed every strategy starts from the same images. So each is held against {report.Baseline} seed by seed, and what a seed does to both falls out. A worst round above \u22121 standard error is no loss that could be told from chance.")}</p>\n"
            + Picture("difference", picture, $"Balanced accuracy less that of {report.Baseline}. {PageWords.Bands(report)}")
            + HtmlTable.Write(
                $"Balanced accuracy against {report.Baseline}, mean and standard error of the paired differences",
                ["strategy", "mean of all rounds", "after the last", "worst round, in standard errors"],
                report.Strategies.Where(s => s.AgainstBaseline is not null).Select(s => (IReadOnlyList<string>)
                [
                    s.Strategy, Difference(s.AgainstBaseline!.Area, s.AgainstBaseline.AreaStandardError),
                    Difference(s.AgainstBaseline.Rounds[^1].BalancedAccuracy, s.AgainstBaseline.Rounds[^1].BalancedAccuracyStandardError), Worst(s.AgainstBaseline.WorstRound),
                ]));
    }

    private string Needed() => report.Reached.Count == 0 ? "" : "<h2>Labels that each strategy needs</h2>\n" + string.Concat(report.Reached.Select(reached => HtmlTable.Write(
        reached.IsBaselines
            ? Invariant($"For what {report.Baseline} comes to in the end, balanced accuracy {reached.BalancedAccuracy:0.000}")
            : Invariant($"For balanced accuracy {reached.BalancedAccuracy:0.000}"),
        ["strategy", "images labelled", report.Baseline is null ? "" : $"of {report.Baseline}'s"],
        reached.Strategies.Select(s => (IReadOnlyList<string>)[s.Strategy, Labels(s), ShareOfBaseline(s)]))))
        + "<p class=\"soft\">Read off the mean curves, with straight lines between rounds. Standard errors are by bootstrap over the seeds; where there is none, the labels are a bound, or some of the resampled curves do not get there.</p>\n";

    private string Stopping() => report.Stopping is not { } tracks ? "" : "<h2>When to stop</h2>\n"
        + HtmlTable.Write(
            "Where the recommendation to stop would have come, median and quartiles over the seeds",
            ["strategy", "no next 50 labels bring a point from", "labels beyond it", "balanced accuracy forgone", "never said stop"],
            tracks.Select(t => (IReadOnlyList<string>)
            [
                t.Strategy, t.TruePoint is { } point ? Invariant($"{point:0}") : "not reached", t.LabelsWasted is { } wasted ? SimulateStopping.Wasted(wasted) : "",
                SimulateStopping.Forgone(t.AccuracyForgone), $"{t.Never} of {t.Stops.Count}",
            ]))
        + "<p class=\"soft\">A replay that never said stop counts as one that stopped at its end. Forgone is what the mean curve still gains from the stop to the end.</p>\n";

    private string Rounds() => string.Concat(report.Strategies.Select(s => HtmlTable.Write(
        $"{s.Strategy}: means and standard errors",
        s.AgainstBaseline is null
            ? ["round", "images labelled", "accuracy", "balanced accuracy"]
            : ["round", "images labelled", "accuracy", "balanced accuracy", $"against {report.Baseline}"],
        s.Rounds.Select((r, i) => (IReadOnlyList<string>)
        [
            $"{r.Round}", Invariant($"{r.Asked:0.#}"), Share(r.Accuracy, r.AccuracyStandardError), Share(r.BalancedAccuracy, r.BalancedAccuracyStandardError),
            .. s.AgainstBaseline is { } d ? [Difference(d.Rounds[i].BalancedAccuracy, d.Rounds[i].BalancedAccuracyStandardError)] : Array.Empty<string>(),
        ]))));

    private string Settings() =>
        HtmlTable.Write(report.Splits > 0 ? "Images of each class, in the first split" : "Images of each class", ["class", "to ask about", "to judge by"],
            [.. report.Classes.Select((name, k) => (IReadOnlyList<string>)[name, $"{report.PoolOfClass[k]}", $"{report.TestOfClass[k]}"]), ["all", $"{report.PoolOfClass.Sum()}", $"{report.TestOfClass.Sum()}"]])
        + HtmlTable.Write("Settings", [], PageWords.Settings(report), "settings");
}
