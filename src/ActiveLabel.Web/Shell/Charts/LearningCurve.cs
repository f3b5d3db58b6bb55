using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Web.Shell.Charts;

/// <summary>What one model version scored.</summary>
/// <param name="Labels">Labelled images it was trained on.</param>
/// <param name="Judged">Images that judged it.</param>
/// <param name="Era">Points of one era knew the same classes, meaning the same; counted from 0.</param>
public sealed record LearningPoint(int Version, int Labels, double Accuracy, Interval Interval, double BalancedAccuracy, int Judged, int Era = 0);

/// <summary>
/// How a project's models got better with labels. Only versions that were judged by the same kind of images stand on
/// one curve: figures of the audit arm and of a test split do not compare.
/// </summary>
/// <param name="Basis">Which images judged; null while nothing has been judged.</param>
/// <param name="Points">In the order of the versions.</param>
/// <param name="LeftOut">Versions judged on another basis, or not at all.</param>
public sealed record LearningCurve(EvaluationBasis? Basis, IReadOnlyList<LearningPoint> Points, int LeftOut)
{
    /// <summary>Stretches between which the classes changed; at least 1.</summary>
    public int Eras => Points.Count == 0 ? 1 : Points[^1].Era + 1;

    /// <param name="classes">What became of the classes.</param>
    public static LearningCurve Of(IReadOnlyList<ModelSummary> versions, ClassHistory classes)
    {
        var basis = versions.OrderByDescending(v => v.Number).FirstOrDefault(v => v.Evaluation is not null)?.Evaluation?.Basis;
        var judged = versions
            .Where(v => v.Evaluation is { Count: > 0 } evaluation && evaluation.Basis == basis)
            .OrderBy(v => v.Number)
            .ToArray();
        var era = 0;
        LearningPoint[] points =
        [
            .. judged.Select((v, at) => Point(v, v.Evaluation!) with { Era = at > 0 && !ClassEras.IsSame(judged[at - 1], v, classes) ? ++era : era }),
        ];
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
