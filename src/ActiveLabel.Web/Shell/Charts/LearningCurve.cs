using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Web.Shell.Charts;

/// <summary>What one model version scored.</summary>
/// <param name="Labels">Labelled images it was trained on.</param>
/// <param name="Judged">Images that judged it.</param>
public sealed record LearningPoint(int Version, int Labels, double Accuracy, Interval Interval, double BalancedAccuracy, int Judged);

/// <summary>
/// How a project's models got better with labels. Only versions that were judged by the same kind of images stand on
/// one curve: figures of the audit arm and of a test split do not compare.
/// </summary>
/// <param name="Basis">Which images judged; null while nothing has been judged.</param>
/// <param name="Points">In the order of the versions.</param>
/// <param name="LeftOut">Versions judged on another basis, or not at all.</param>
public sealed record LearningCurve(EvaluationBasis? Basis, IReadOnlyList<LearningPoint> Points, int LeftOut)
{
    public static LearningCurve Of(IReadOnlyList<ModelSummary> versions)
    {
        var basis = versions.OrderByDescending(v => v.Number).FirstOrDefault(v => v.Evaluation is not null)?.Evaluation?.Basis;
        var points = versions
            .Where(v => v.Evaluation is { Count: > 0 } evaluation && evaluation.Basis == basis)
            .OrderBy(v => v.Number)
            .Select(v => Point(v, v.Evaluation!))
            .ToArray();
        return new LearningCurve(basis, points, versions.Count - points.Length);
    }

    private static LearningPoint Point(ModelSummary version, EvaluationSummary evaluation) => new(
        version.Number,
        version.TrainingCount,
        evaluation.Accuracy,
        WilsonInterval.Of(evaluation.Accuracy, evaluation.Count),
        evaluation.BalancedAccuracy,
        evaluation.Count);
}
