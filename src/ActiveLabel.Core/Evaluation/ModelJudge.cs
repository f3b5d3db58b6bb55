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
        ByTestSplit(snapshot, vectors, model, temperature, cancel) ?? ByAuditArm(snapshot, vectors, options, cancel);

    private static EvaluationResult? ByTestSplit(
        ProjectSnapshot snapshot, IVectorReader vectors, Classifier model, double temperature, CancellationToken cancel)
    {
        var test = snapshot.Test;
        var truth = snapshot.Truth(test);
        if (!CanJudge(truth))
            return null;

        var predictions = model.CreateScorer().Score(Rows(test, vectors), cancel: cancel);
        return Evaluator.Evaluate(EvaluationBasis.TestSplit, Ids(test), truth, TemperatureScaling.Apply(predictions, temperature));
    }

    private EvaluationResult? ByAuditArm(ProjectSnapshot snapshot, IVectorReader vectors, TrainingOptions options, CancellationToken cancel)
    {
        var labelled = snapshot.Labelled;
        var truth = snapshot.Truth(labelled);
        var audit = Audit(labelled);
        int[] auditTruth = [.. audit.Select(i => truth[i])];
        if (!CanJudge(auditTruth))
            return null;

        var predictions = CrossFitting.Predict(
            teacher.For(snapshot, vectors, cancel), Rows(labelled, vectors), truth, snapshot.ClassIds.Count, audit, options, calibrate: true, cancel: cancel);
        return predictions is null
            ? null
            : Evaluator.Evaluate(EvaluationBasis.AuditCrossFitting, Ids([.. audit.Select(i => labelled[i])]), auditTruth, predictions);
    }

    private static bool CanJudge(int[] truth) => truth.Length >= FewestImages && truth.Distinct().Count() >= 2;

    private static int[] Audit(IReadOnlyList<VectorisedImage> labelled) =>
        [.. Enumerable.Range(0, labelled.Count).Where(i => labelled[i].Answer!.Audit)];

    private static VectorRows Rows(IReadOnlyList<VectorisedImage> images, IVectorReader vectors) => new(vectors, [.. images.Select(i => i.Row)]);

    private static long[] Ids(IReadOnlyList<VectorisedImage> images) => [.. images.Select(i => i.Id)];
}
