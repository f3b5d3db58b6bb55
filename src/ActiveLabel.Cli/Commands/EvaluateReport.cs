using System.Text.Json.Serialization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>What <c>evaluate --json</c> prints. Shares are 0 to 1.</summary>
/// <param name="Version">Number of the model version.</param>
/// <param name="Labels">Labelled images it was trained on.</param>
/// <param name="Basis"><c>TestSplit</c> or <c>AuditCrossFitting</c>: which images judged.</param>
/// <param name="Judged">How many images judged; none of them trained the model that judged it.</param>
/// <param name="AccuracyInterval">95 %, after Wilson.</param>
/// <param name="Classes">In the project's order, as the confusion matrix has them.</param>
/// <param name="Confusion">[K][K] counts, rows truth, columns predicted.</param>
internal sealed record EvaluateReport(
    string Project, int Version, int Labels, EvaluationBasis Basis, int Judged,
    double Accuracy, ShareInterval AccuracyInterval, double BalancedAccuracy, double MacroF1, double LogLoss, double ExpectedCalibrationError,
    IReadOnlyList<ClassReport> Classes, IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    public static EvaluateReport Of(Project project, ModelReview review)
    {
        var (result, summary, confusion) = (review.Result, review.Result.Summary, review.Result.Confusion);
        return new EvaluateReport(
            project.Name, review.Version.Number, review.Version.TrainingCount, summary.Basis, summary.Count,
            summary.Accuracy, WilsonInterval.Of(summary.Accuracy, summary.Count), summary.BalancedAccuracy, summary.MacroF1, summary.LogLoss,
            result.ExpectedCalibrationError,
            [
                .. project.Classes.Select((c, k) => new ClassReport(
                    c.Name, confusion.Support(k), confusion.Precision(k), confusion.Recall(k), confusion.F1(k), summary.Auc[k])),
            ],
            confusion.ToRows());
    }
}

/// <param name="Support">Judging images of the class.</param>
/// <param name="Auc">One against the rest; null where no judging image is of the class, or all are.</param>
internal sealed record ClassReport(string Name, int Support, double Precision, double Recall, double F1, double? Auc);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EvaluateReport))]
internal sealed partial class EvaluateJson : JsonSerializerContext;
