namespace ActiveLabel.Core.Evaluation.Annotators;

/// <summary>A model that was trained on some people's labels, and how it does on the test images.</summary>
/// <param name="Name">The person's; empty for the initial labels alone, and for everybody's together.</param>
/// <param name="Labels">Labels of classes that were added to the initial ones, or took their place.</param>
/// <param name="LeftOut">Poor examples and other answers that are no class: they train nothing.</param>
/// <param name="Rows">Images that the model was trained on.</param>
/// <param name="Score">Null where it could not be trained.</param>
/// <param name="Refusal">Why it could not; else null.</param>
public sealed record AnnotatorModel(string Name, int Labels, int LeftOut, int Rows, AnnotatorScore? Score, string? Refusal)
{
    public long? PersonId { get; init; }
}

/// <param name="AccuracyInterval">Wilson's, of 95 %.</param>
/// <param name="BalancedInterval">1.96 standard errors to both sides, within 0 to 1.</param>
/// <param name="Auc">[K] one against the rest; null where a class has no test images or all of them.</param>
/// <param name="Confusion">Of the test images, rows truth, columns predicted.</param>
/// <param name="AgainstInitial">Accuracy minus that of the initial labels' model; null for that model itself, and where there is none.</param>
/// <param name="BalancedAgainstInitial">The same for balanced accuracy.</param>
public sealed record AnnotatorScore(
    double Accuracy, Interval AccuracyInterval, double BalancedAccuracy, Interval BalancedInterval, IReadOnlyList<double?> Auc,
    ConfusionMatrix Confusion, PairedDifference? AgainstInitial, PairedDifference? BalancedAgainstInitial);

/// <summary>What each person's labels alone make of the model.</summary>
/// <param name="Initial">The model of the initial labels and no others.</param>
/// <param name="Everybody">The model of the initial labels and all people's together.</param>
/// <param name="People">In the order of the set.</param>
/// <param name="Test">Images that judged all of them.</param>
public sealed record AnnotatorReport(AnnotatorModel Initial, AnnotatorModel Everybody, IReadOnlyList<AnnotatorModel> People, int Test)
{
    /// <summary>
    /// People whose labels make the model worse than the initial ones alone, as far as the figures go: what the workshop
    /// counted. Those of whom chance does not explain it are <see cref="SurelyWorse"/>.
    /// </summary>
    public int Worse => People.Count(p => p.Score?.AgainstInitial is { Value: < 0 });

    public int SurelyWorse => People.Count(p => p.Score?.AgainstInitial is { IsWorse: true });
}
