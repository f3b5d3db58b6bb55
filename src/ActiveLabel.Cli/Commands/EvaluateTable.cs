using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Cli.Commands;

/// <summary>Prints an evaluation for a person.</summary>
internal static class EvaluateTable
{
    private const int LongestName = 24;

    public static void Print(EvaluateReport report, TextWriter to)
    {
        to.WriteLine($"{report.Project}, version {report.Version}, trained on {report.Labels} labels");
        to.WriteLine(report.Training);
        to.WriteLine(report.Basis == EvaluationBasis.TestSplit
            ? $"Judged by the {report.Judged} labelled test images."
            : $"Judged by {report.Judged} images of the audit arm, each by a model trained without it.");
        if (report.OfThen is not null)
            to.WriteLine($"{report.OfThen} All of this is by the labels and the classes of then.");
        to.WriteLine(report.Temperature == 1
            ? "Probabilities are as the model gives them."
            : $"Probabilities are calibrated (temperature {report.Temperature:0.00}).");
        to.WriteLine();
        to.WriteLine($"{"",-19}value   95 % interval");
        PrintFigure("accuracy", report.Accuracy, report.AccuracyInterval, "share of images predicted right");
        PrintFigure("balanced accuracy", report.BalancedAccuracy, report.BalancedAccuracyInterval, "mean of the classes' recall: each class counts alike");
        PrintFigure("macro F1", report.MacroF1, report.MacroF1Interval, "mean of the classes' F1");
        PrintFigure("log loss", report.LogLoss, report.LogLossInterval, $"cost of misplaced certainty, 0 is best; guessing evenly {Math.Log(report.Classes.Count):0.000}");
        PrintFigure("Brier score", report.Brier, report.BrierInterval, $"squared error of the probabilities, 0 is best; guessing evenly {1 - (1.0 / report.Classes.Count):0.000}");
        PrintFigure("calibration error", report.ExpectedCalibrationError, report.ExpectedCalibrationErrorInterval, "how far the certainty shown is from the share right");
        to.WriteLine();
        PrintClasses(report, to);
        to.WriteLine();
        PrintConfusion(report, to);

        void PrintFigure(string name, double value, Interval? interval, string meaning) =>
            to.WriteLine($"{name,-17}  {value:0.000}   {Told(interval),-14}  {meaning}");
    }

    private static void PrintClasses(EvaluateReport report, TextWriter to)
    {
        var width = Width(report);
        to.WriteLine($"{"class".PadRight(width)}  images  {"precision",-20}  {"recall",-20}  {"F1",-20}  {"AUC",-20}  average precision");
        foreach (var c in report.Classes)
        {
            to.WriteLine(
                $"{Name(c, width)}  {c.Support,6}  {Told(c.Precision, c.PrecisionInterval)}  {Told(c.Recall, c.RecallInterval)}  {Told(c.F1, c.F1Interval)}  " +
                $"{Told(c.Auc, c.AucInterval)}  {Told(c.AveragePrecision, c.AveragePrecisionInterval)}".TrimEnd());
        }
    }

    private static void PrintConfusion(EvaluateReport report, TextWriter to)
    {
        var width = Width(report);
        var column = Math.Max(6, width);
        to.WriteLine($"{"true \\ predicted".PadRight(Math.Max(width, 16))}{string.Concat(report.Classes.Select(c => "  " + Name(c, 0).PadLeft(column)))}");
        foreach (var (c, row) in report.Classes.Zip(report.Confusion))
        {
            to.WriteLine($"{Name(c, width).PadRight(16)}{string.Concat(row.Select(n => "  " + n.ToString().PadLeft(column)))}");
        }
    }

    private static string Told(double? value, Interval? interval) =>
        $"{value?.ToString("0.000") ?? "-"} {(value is null ? "" : Told(interval))}".PadRight(20);

    private static string Told(Interval? interval) => interval is { } known ? $"{known.Low:0.000} to {known.High:0.000}" : "-";

    private static int Width(EvaluateReport report) => report.Classes.Max(c => Name(c, 0).Length);

    private static string Name(ClassReport c, int width) =>
        (c.Name.Length > LongestName ? c.Name[..(LongestName - 3)] + "..." : c.Name).PadRight(width);
}
