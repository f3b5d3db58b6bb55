using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Annotators;

namespace ActiveLabel.Cli.Commands.People;

/// <param name="Start">The initial labels: <c>given</c>, <c>imported</c>, <c>none</c> or a person's name.</param>
/// <param name="Test">Images that judged.</param>
/// <param name="Initial">The model of the initial labels alone.</param>
/// <param name="Everybody">Of these and all people's together.</param>
/// <param name="Worse">People whose labels make the model worse than the initial ones alone, chance or not.</param>
/// <param name="SurelyWorse">Of these, those of whom the interval of the difference lies below 0.</param>
internal sealed record ModelsReport(
    string Start, int Test, ModelReport Initial, ModelReport Everybody, IReadOnlyList<ModelReport> People, int Worse, int SurelyWorse)
{
    public static ModelsReport Of(string start, AnnotatorReport report) => new(
        start, report.Test, ModelReport.Of(report.Initial), ModelReport.Of(report.Everybody), [.. report.People.Select(ModelReport.Of)], report.Worse, report.SurelyWorse);
}

/// <param name="Name">Empty for the initial labels' model, and for everybody's.</param>
/// <param name="Labels">Of classes that were added.</param>
/// <param name="LeftOut">Answers that are no class: they train nothing.</param>
/// <param name="Rows">Images trained on.</param>
/// <param name="AgainstInitial">Accuracy minus the initial labels'; null for those themselves.</param>
/// <param name="Auc">By class; null where a class has no test images.</param>
/// <param name="Refusal">Why it could not be trained; then no figure is there.</param>
internal sealed record ModelReport(
    string Name, int Labels, int LeftOut, int Rows, double? Accuracy, Interval? AccuracyInterval, double? BalancedAccuracy, Interval? BalancedAccuracyInterval,
    PairedDifference? AgainstInitial, PairedDifference? BalancedAgainstInitial, IReadOnlyList<double?>? Auc, IReadOnlyList<IReadOnlyList<int>>? Confusion, string? Refusal)
{
    public static ModelReport Of(AnnotatorModel model) => new(
        model.Name, model.Labels, model.LeftOut, model.Rows, model.Score?.Accuracy, model.Score?.AccuracyInterval, model.Score?.BalancedAccuracy,
        model.Score?.BalancedInterval, model.Score?.AgainstInitial, model.Score?.BalancedAgainstInitial, model.Score?.Auc, model.Score?.Confusion.ToRows(), model.Refusal);
}
