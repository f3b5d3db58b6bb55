using System.Globalization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Cli.Commands.People;

/// <summary>Prints how people label for a person.</summary>
internal static class PeopleTable
{
    public static void Print(PeopleReport report, TextWriter to)
    {
        to.WriteLine($"{report.Source}: {report.People.Count} people, {report.Images} images with answers, {report.Shared} of them with those of two people or more.");
        to.WriteLine($"Krippendorff's alpha  {Told(report.Alpha)}");
        to.WriteLine($"Fleiss' kappa         {Told(report.FleissKappa)}");
        to.WriteLine();
        Columns.Write(
            ["PERSON", "ANSWERS", "SHARED", "WITH MOST OTHERS", "KAPPA", "SECONDS", "AN HOUR", "HIDDEN CHECKS"],
            report.People.Select(Row));
        if (report.Models is { } models)
            Print(models, to);
    }

    private static string[] Row(PersonReport p) =>
    [
        p.Name, Number(p.Answers), Number(p.Shared), p.Agreement is { } share ? $"{Share(share)} of {p.Judged}{Within(p.AgreementInterval)}" : "-",
        Share(p.Kappa.Value), p.Work?.MedianSeconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-",
        p.Work?.LabelsAnHour?.ToString("0", CultureInfo.InvariantCulture) ?? "-",
        p.Gold?.Hidden is { Asked: > 0 } gold ? $"{gold.Right} of {gold.Asked}" : "-",
    ];

    private static void Print(ModelsReport models, TextWriter to)
    {
        to.WriteLine();
        to.WriteLine($"The model with each person's labels alone added to the initial ones ({models.Start}), on {models.Test} test images:");
        Columns.Write(
            ["LABELS OF", "ADDED", "TRAINED ON", "ACCURACY", "BALANCED", "AGAINST INITIAL", ""],
            [
                Row("the initial alone", models.Initial), Row("everybody", models.Everybody),
                .. models.People.OrderByDescending(p => p.Accuracy ?? -1).Select(p => Row(p.Name, p)),
            ]);
        to.WriteLine($"{models.Worse} of {models.People.Count} make the model worse than the initial labels alone; of {models.SurelyWorse} chance does not explain it.");
        to.WriteLine("Few labels move a model much by chance, and labels of images that a model picked say more of those images than of the person.");
    }

    private static string[] Row(string name, ModelReport m) => m.Refusal is not null
        ? [name, Number(m.Labels), Number(m.Rows), "-", "-", "-", m.Refusal]
        :
        [
            name, Number(m.Labels), Number(m.Rows), $"{Share(m.Accuracy)}{Within(m.AccuracyInterval)}", $"{Share(m.BalancedAccuracy)}{Within(m.BalancedAccuracyInterval)}",
            m.AgainstInitial is { } moved ? $"{moved.Value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture)}{Within(moved.Interval)}" : "", Verdict(m.AgainstInitial),
        ];

    private static string Verdict(PairedDifference? moved) => moved switch
    {
        null => "",
        { IsWorse: true } => "worse",
        { IsBetter: true } => "better",
        _ => "cannot be told",
    };

    private static string Told(FigureReport figure) => figure.Why switch
    {
        AgreementGap.NoOverlap => "-  (no image has answers of two people)",
        AgreementGap.OneCategory => $"-  (everybody said the same of all {figure.Images} images: chance would agree as well)",
        _ => $"{Share(figure.Value)}{Within(figure.Interval)}  on {figure.Images} images",
    };

    private static string Within(Interval? interval) =>
        interval is { } known ? string.Create(CultureInfo.InvariantCulture, $" ({known.Low:0.000} to {known.High:0.000})") : "";

    private static string Share(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
