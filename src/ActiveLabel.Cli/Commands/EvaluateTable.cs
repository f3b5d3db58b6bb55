using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Cli.Commands;

/// <summary>Prints an evaluation for a person.</summary>
internal static class EvaluateTable
{
    private const int LongestName = 24;

    public static void Print(EvaluateReport report, TextWriter to)
    {
        to.WriteLine($"{report.Project}, version {report.Version}, trained on {report.Labels} labels");
        to.WriteLine(report.Basis == EvaluationBasis.TestSplit
            ? $"Judged by the {report.Judged} labelled test images."
            : $"Judged by {report.Judged} images of the audit arm, each by a model trained without it.");
        to.WriteLine();
        to.WriteLine($"accuracy           {report.Accuracy:0.000}   95 % interval {report.AccuracyInterval.Low:0.000} to {report.AccuracyInterval.High:0.000}");
        to.WriteLine($"balanced accuracy  {report.BalancedAccuracy:0.000}");
        to.WriteLine($"macro F1           {report.MacroF1:0.000}");
        to.WriteLine($"log loss           {report.LogLoss:0.000}");
        to.WriteLine();
        PrintClasses(report, to);
        to.WriteLine();
        PrintConfusion(report, to);
    }

    private static void PrintClasses(EvaluateReport report, TextWriter to)
    {
        var width = Width(report);
        to.WriteLine($"{"class".PadRight(width)}  images  precision  recall     F1    AUC");
        foreach (var c in report.Classes)
        {
            to.WriteLine($"{Name(c, width)}  {c.Support,6}  {c.Precision,9:0.000}  {c.Recall,6:0.000}  {c.F1,5:0.000}  {c.Auc?.ToString("0.000") ?? "-",5}");
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

    private static int Width(EvaluateReport report) => report.Classes.Max(c => Name(c, 0).Length);

    private static string Name(ClassReport c, int width) =>
        (c.Name.Length > LongestName ? c.Name[..(LongestName - 3)] + "..." : c.Name).PadRight(width);
}
