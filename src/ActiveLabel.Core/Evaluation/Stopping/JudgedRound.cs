using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Stopping;

/// <summary>What one model scored on images that did not train it.</summary>
/// <param name="Labels">Labelled images that trained it, at least 1.</param>
/// <param name="BalancedAccuracy">0 to 1.</param>
/// <param name="StandardError">Of the balanced accuracy, above 0.</param>
/// <param name="Judging">Images that judged it.</param>
public sealed record JudgedRound(EvaluationBasis Basis, int Labels, double BalancedAccuracy, double StandardError, int Judging)
{
    public static JudgedRound Of(int labels, EvaluationSummary summary) => new(
        summary.Basis, Math.Max(1, labels), summary.BalancedAccuracy,
        summary.BalancedAccuracyError ?? ErrorOfShare(summary.BalancedAccuracy, summary.Count), summary.Count);

    /// <summary>
    /// The versions that the newest judgement compares with: those judged on the same basis, oldest first, up to the labels
    /// that there are now, for labels can be taken back.
    /// </summary>
    public static IReadOnlyList<JudgedRound> Of(IReadOnlyList<ModelSummary> versions)
    {
        JudgedRound[] judged = [.. versions.OrderBy(v => v.Number).Where(v => v.Evaluation is { Count: > 0 }).Select(v => Of(v.TrainingCount, v.Evaluation!))];
        return [.. judged.Where(r => r.Basis == judged[^1].Basis && r.Labels <= judged[^1].Labels)];
    }

    /// <summary>For versions that did not keep it: as if the figure were one share of all judging images.</summary>
    private static double ErrorOfShare(double share, int count)
    {
        var held = ((share * count) + 1) / (count + 2);
        return Math.Sqrt(held * (1 - held) / count);
    }
}
