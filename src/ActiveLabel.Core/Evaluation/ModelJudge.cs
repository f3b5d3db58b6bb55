using ActiveLabel.Core.Evaluation.Calibration;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation;

/// <summary>Judges a project's models by images that did not train them, or not at all.</summary>
public sealed class ModelJudge(Teacher teacher)
{
    /// <summary>Images below which a figure would say next to nothing.</summary>
    public const int FewestImages = 10;

    /// <summary>
    /// The temperature at which a model's probabilities are shown, from cross-fitted scores of the labelled pool images
    /// and from no test image. See <see cref="CrossFittedTemperature"/>.
    /// </summary>
    /// <param name="options">Those of the model's own training.</param>
    public double Calibrate(ProjectSnapshot snapshot, IVectorReader vectors, TrainingOptions options, CancellationToken cancel)
    {
        var labelled = snapshot.Labelled;
        return CrossFittedTemperature.Find(
            teacher.For(snapshot, vectors, cancel), Rows(labelled, vectors), snapshot.Truth(labelled), snapshot.ClassIds.Count, Audit(labelled), options, cancel);
    }

    /// <summary>
    /// Judges by the labelled test images where there are enough of at least two classes, else by the labelled images of
    /// the audit arm, each scored by a model of the same options that was trained, and calibrated, without it.
    /// </summary>
    /// <param name="model">Trained on pool images of this project, its outputs in the order of the snapshot's classes.</param>
    /// <param name="temperature">The model's own, at which the test images are scored.</param>
    /// <returns>Null where neither has enough images.</returns>
    public EvaluationResult? Judge(
        ProjectSnapshot snapshot, IVectorReader vectors, Classifier model, double temperature, TrainingOptions options, CancellationToken cancel) =>
        Usual(snapshot) is { } basis ? JudgeBy(basis, snapshot, vectors, model, temperature, options, cancel) : null;

    /// <summary>By which images a model is judged unless others are asked for; null where neither test images nor audit arm have enough of two classes.</summary>
    public static EvaluationBasis? Usual(ProjectSnapshot snapshot) =>
        Suffices(snapshot, EvaluationBasis.TestSplit) ? EvaluationBasis.TestSplit
        : Suffices(snapshot, EvaluationBasis.AuditCrossFitting) ? EvaluationBasis.AuditCrossFitting
        : null;

    /// <summary>The images with a class that judge on this basis.</summary>
    public static IReadOnlyList<VectorisedImage> Judging(ProjectSnapshot snapshot, EvaluationBasis basis) => basis switch
    {
        EvaluationBasis.TestSplit => snapshot.Test,
        EvaluationBasis.AuditCrossFitting => [.. Audit(snapshot.Labelled).Select(i => snapshot.Labelled[i])],
        _ => snapshot.Labelled,
    };

    /// <summary>Judges by particular images, however few.</summary>
    /// <returns>Null without images, and where cross-fitting is asked for but has fewer images than folds, or a fold whose absence leaves fewer than two classes.</returns>
    /// <inheritdoc cref="Judge" path="/param"/>
    public EvaluationResult? JudgeBy(
        EvaluationBasis basis, ProjectSnapshot snapshot, IVectorReader vectors, Classifier model, double temperature, TrainingOptions options, CancellationToken cancel) =>
        basis == EvaluationBasis.TestSplit
            ? ByTestSplit(snapshot, vectors, model, temperature, cancel)
            : ByCrossFitting(basis, snapshot, vectors, options, cancel);

    private static EvaluationResult? ByTestSplit(
        ProjectSnapshot snapshot, IVectorReader vectors, Classifier model, double temperature, CancellationToken cancel)
    {
        var test = snapshot.Test;
        if (test.Count == 0)
            return null;

        var predictions = model.CreateScorer().Score(Rows(test, vectors), cancel: cancel);
        return Evaluator.Evaluate(EvaluationBasis.TestSplit, Ids(test), snapshot.Truth(test), TemperatureScaling.Apply(predictions, temperature));
    }

    private EvaluationResult? ByCrossFitting(
        EvaluationBasis basis, ProjectSnapshot snapshot, IVectorReader vectors, TrainingOptions options, CancellationToken cancel)
    {
        var labelled = snapshot.Labelled;
        var truth = snapshot.Truth(labelled);
        int[] judging = basis == EvaluationBasis.AuditCrossFitting ? Audit(labelled) : [.. Enumerable.Range(0, labelled.Count)];
        var predictions = CrossFitting.Predict(
            teacher.For(snapshot, vectors, cancel), Rows(labelled, vectors), truth, snapshot.ClassIds.Count, judging, options, calibrate: true, cancel: cancel);
        return predictions is null
            ? null
            : Evaluator.Evaluate(basis, Ids([.. judging.Select(i => labelled[i])]), [.. judging.Select(i => truth[i])], predictions);
    }

    private static bool Suffices(ProjectSnapshot snapshot, EvaluationBasis basis)
    {
        var judging = Judging(snapshot, basis);
        return judging.Count >= FewestImages && judging.Select(i => i.Answer!.ClassId).Distinct().Count() >= 2;
    }

    private static int[] Audit(IReadOnlyList<VectorisedImage> labelled) =>
        [.. Enumerable.Range(0, labelled.Count).Where(i => labelled[i].Answer!.Audit)];

    private static VectorRows Rows(IReadOnlyList<VectorisedImage> images, IVectorReader vectors) => new(vectors, [.. images.Select(i => i.Row)]);

    private static long[] Ids(IReadOnlyList<VectorisedImage> images) => [.. images.Select(i => i.Id)];
}
