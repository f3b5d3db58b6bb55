using System.Globalization;
using System.Text.Json.Serialization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Evaluation.Intervals;

namespace ActiveLabel.Cli.Commands;

/// <summary>What <c>train --compare --json</c> prints.</summary>
/// <param name="Labels">Labelled images that each was trained on.</param>
/// <param name="Basis">Which images judged; null where none could.</param>
/// <param name="Judged">How many judged; none of them trained the model that judged it.</param>
internal sealed record CompareTrainersReport(string Project, int Labels, EvaluationBasis? Basis, int? Judged, IReadOnlyList<ComparedTrainerReport> Trainers)
{
    public static CompareTrainersReport Of(string project, ComparedTrainers compared)
    {
        var summary = compared.Trainers.FirstOrDefault(t => t.Result is not null)?.Result?.Summary;
        return new CompareTrainersReport(
            project, compared.Labels, summary?.Basis, summary?.Count, [.. compared.Trainers.Select(ComparedTrainerReport.Of)]);
    }

    public void Print(TextWriter to)
    {
        to.WriteLine($"{Project}: each trained on {Labels} labels, {(Judged is null ? "with nothing to judge by" : $"judged on {Judged} images that did not train it ({Basis})")}.");
        to.WriteLine($"{"",-32}balanced accuracy       log loss  training      size");
        foreach (var t in Trainers)
        {
            var name = t.Trainer + (t.Guesses is { } guesses ? $" with {guesses} guesses" : "");
            to.WriteLine(t.Refusal is not null ? $"{name,-32}{t.Refusal}" : string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-32}{t.BalancedAccuracy,5:0.000} {Told(t.BalancedAccuracyInterval),-16}  {t.LogLoss,8:0.000}  {t.Seconds,6:0.00} s  {t.Bytes / 1024.0,4:0} KiB{(t.Converged == false ? "  NOT converged" : "")}"));
        }

        static string Told(Interval? interval) =>
            interval is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Low:0.000} to {known.High:0.000}") : "";
    }
}

/// <param name="Trainer"><c>elastic-net</c>, <c>sdca</c> or <c>lightgbm</c>.</param>
/// <param name="Guesses">Unlabelled images that it also learned from; null where it learns from labels alone.</param>
/// <param name="Seconds">Of the one training on all labels.</param>
/// <param name="Refusal">Why it could not be trained here; else null.</param>
internal sealed record ComparedTrainerReport(
    string Trainer, int? Guesses, double? BalancedAccuracy, Interval? BalancedAccuracyInterval, double? Accuracy, double? LogLoss, bool? Converged,
    double Seconds, long Bytes, string? Refusal)
{
    public static ComparedTrainerReport Of(ComparedTrainer t) => new(
        TrainingNames.Of(t.Trainer), t.Guesses, t.Result?.Summary.BalancedAccuracy, t.BalancedAccuracy, t.Result?.Summary.Accuracy,
        t.Result?.Summary.LogLoss, t.Converged, Math.Round(t.Took.TotalSeconds, 3), t.Values * sizeof(float), t.Refusal);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CompareTrainersReport))]
internal sealed partial class CompareTrainersJson : JsonSerializerContext;
