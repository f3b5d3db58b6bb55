using System.Text.Json.Serialization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Intervals;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>What <c>evaluate --json</c> prints. Shares are 0 to 1; intervals are of 95 %, null where the images cannot tell.</summary>
/// <param name="Version">Number of the model version.</param>
/// <param name="Labels">Labelled images it was trained on.</param>
/// <param name="Basis"><c>TestSplit</c> or <c>AuditCrossFitting</c>: which images judged.</param>
/// <param name="Judged">How many images judged; none of them trained the model that judged it.</param>
/// <param name="Temperature">At which the version's probabilities are shown; 1 leaves them as they are.</param>
/// <param name="Classes">In the model's order, as the confusion matrix has them.</param>
/// <param name="Confusion">[K][K] counts, rows truth, columns predicted.</param>
internal sealed record EvaluateReport(
    string Project, int Version, int Labels, EvaluationBasis Basis, int Judged, double Temperature,
    double Accuracy, Interval? AccuracyInterval, double BalancedAccuracy, Interval? BalancedAccuracyInterval,
    double MacroF1, Interval? MacroF1Interval, double LogLoss, Interval? LogLossInterval, double Brier, Interval? BrierInterval,
    double ExpectedCalibrationError, Interval? ExpectedCalibrationErrorInterval,
    IReadOnlyList<ClassReport> Classes, IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>Where the labels and the classes are those of when the version was trained, since the classes have changed: how. Else null.</summary>
    public required string? OfThen { get; init; }

    /// <summary>How the version was trained.</summary>
    public required TrainingReport Training { get; init; }

    public required int ModelVersion { get; init; }

    /// <inheritdoc cref="ModelSource"/>
    public required string TrainingSetHash { get; init; }

    /// <inheritdoc cref="ModelSource"/>
    public required string WeightsHash { get; init; }

    /// <inheritdoc cref="ModelSource"/>
    public required string ProgramVersion { get; init; }

    /// <inheritdoc cref="ModelSource"/>
    public required string Featurizer { get; init; }

    public static EvaluateReport Of(Project project, ModelReview review, bool curves)
    {
        var (result, summary, intervals) = (review.Result, review.Result.Summary, review.Intervals);
        var source = ModelSource.Of(review.Version);
        return new EvaluateReport(
            project.Name, review.Version.Number, review.Version.TrainingCount, summary.Basis, summary.Count, review.Version.Temperature,
            summary.Accuracy, intervals.Accuracy, summary.BalancedAccuracy, intervals.BalancedAccuracy,
            summary.MacroF1, intervals.MacroF1, summary.LogLoss, intervals.LogLoss, result.Brier, intervals.Brier,
            result.ExpectedCalibrationError, intervals.ExpectedCalibrationError,
            [.. project.ClassesOf(review.Version.ClassIds).Select((c, k) => ClassReport.Of(c.Name, k, result, intervals.Classes[k], curves))], result.Confusion.ToRows())
        {
            OfThen = review.OfThen,
            Training = TrainingReport.Of(review.Version.Options, review.Version.Outcome),
            ModelVersion = source.ModelVersion,
            TrainingSetHash = source.TrainingSetHash,
            WeightsHash = source.WeightsHash,
            ProgramVersion = source.ProgramVersion,
            Featurizer = source.Featurizer,
        };
    }
}

/// <param name="Support">Judging images of the class.</param>
/// <param name="Auc">One against the rest; null where no judging image is of the class, or all are.</param>
/// <param name="AveragePrecision">One against the rest; null where no judging image is of the class.</param>
/// <param name="Roc">Only with <c>--curves</c>.</param>
/// <param name="PrecisionRecall">Only with <c>--curves</c>.</param>
internal sealed record ClassReport(
    string Name, int Support, double Precision, Interval? PrecisionInterval, double Recall, Interval? RecallInterval, double F1, Interval? F1Interval,
    double? Auc, Interval? AucInterval, double? AveragePrecision, Interval? AveragePrecisionInterval,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RocReport>? Roc,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PrecisionRecallReport>? PrecisionRecall)
{
    public static ClassReport Of(string name, int k, EvaluationResult result, ClassIntervals intervals, bool curves)
    {
        var (confusion, roc, precisionRecall) = (result.Confusion, result.Roc[k], result.PrecisionRecall[k]);
        return new ClassReport(
            name, confusion.Support(k), confusion.Precision(k), intervals.Precision, confusion.Recall(k), intervals.Recall, confusion.F1(k), intervals.F1,
            roc?.Auc, intervals.Auc, precisionRecall?.AveragePrecision, intervals.AveragePrecision,
            curves ? [.. (roc?.Points ?? []).Select(p => new RocReport(Finite(p.Threshold), p.FalsePositiveRate, p.TruePositiveRate))] : null,
            curves ? [.. (precisionRecall?.Points ?? []).Select(p => new PrecisionRecallReport(Finite(p.Threshold), p.Recall, p.Precision))] : null);
    }

    private static double? Finite(double threshold) => double.IsFinite(threshold) ? threshold : null;
}

/// <param name="Threshold">The probability from which on images count as of the class; null at the first point, where none does.</param>
internal sealed record RocReport(double? Threshold, double FalsePositiveRate, double TruePositiveRate);

/// <inheritdoc cref="RocReport"/>
internal sealed record PrecisionRecallReport(double? Threshold, double Recall, double Precision);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EvaluateReport))]
internal sealed partial class EvaluateJson : JsonSerializerContext;
