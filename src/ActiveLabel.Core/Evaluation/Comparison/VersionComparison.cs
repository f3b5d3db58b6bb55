using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation.Comparison;

/// <summary>
/// Compares two versions of a project's model by images that trained neither. By cross-fitting only the newest version can
/// be judged, and not by models that another was ever made of; so without test images two versions meet on those images of
/// the audit arm that were labelled after both were trained.
/// </summary>
public sealed class VersionComparison(SnapshotReader snapshots, IVectorStore vectors, IModelStore models, IFirstAnswers answers)
{
    /// <param name="first">Number of a version.</param>
    /// <param name="second">Number of another.</param>
    /// <exception cref="WrongUseException">The project is gone, or its network is not ready.</exception>
    public async Task<ComparisonOutcome> CompareAsync(long projectId, int first, int second, CancellationToken cancel)
    {
        if (first == second)
            return ComparisonOutcome.None($"Version {first} is compared with itself: choose another on one side.");

        var known = await models.ListAsync(projectId, cancel);
        if (known.FirstOrDefault(v => v.Number == first) is not { } one)
            return ComparisonOutcome.None(Missing(first));
        if (known.FirstOrDefault(v => v.Number == second) is not { } other)
            return ComparisonOutcome.None(Missing(second));

        var (before, after) = (await models.FindAsync(one.Id, cancel), await models.FindAsync(other.Id, cancel));
        if (before is null || after is null)
            return ComparisonOutcome.None(Missing(before is null ? first : second));

        var snapshot = await snapshots.TakeTestAsync(projectId, cancel);
        if ((Obstacle(snapshot, before) ?? Obstacle(snapshot, after)) is { } obstacle)
            return ComparisonOutcome.None(obstacle);

        // What the older may have been trained on is all that either may.
        snapshot = snapshot.UnseenBy(before.Id < after.Id ? before : after);
        var (basis, images) = (ComparisonBasis.TestSplit, snapshot.Test);
        if (!CanJudge(snapshot, images))
        {
            snapshot = await snapshots.TakeAsync(projectId, cancel);
            (basis, images) = (ComparisonBasis.LaterAudit, await LaterAuditAsync(snapshot, before, after, cancel));
        }

        if (!CanJudge(snapshot, images))
            return ComparisonOutcome.None(TooFew(images.Count));

        using var reader = vectors.OpenRead(snapshot.Featurizer);
        return new ComparisonOutcome(await Task.Run(() => Compare(snapshot, reader, basis, images, (one, before), (other, after), cancel), cancel), null);
    }

    private static ComparedVersions Compare(
        ProjectSnapshot snapshot, IVectorReader reader, ComparisonBasis basis, IReadOnlyList<VectorisedImage> images,
        (ModelSummary Summary, ModelVersion Version) first, (ModelSummary Summary, ModelVersion Version) second, CancellationToken cancel)
    {
        var truth = snapshot.Truth(images);
        var (before, after) = (Predict(first.Version), Predict(second.Version));
        return new ComparedVersions(
            first.Summary, second.Summary, basis,
            [.. images.Select((image, i) => new ComparedImage(
                image.Answered!.Image, truth[i], before.Best(i), after.Best(i), before[i][before.Best(i)], after[i][after.Best(i)]))],
            Judge(before), Judge(after));

        Predictions Predict(ModelVersion version) => TemperatureScaling.Apply(
            version.Model.CreateScorer().Score(new VectorRows(reader, [.. images.Select(i => i.Row)]), cancel: cancel), version.Temperature);

        EvaluationResult Judge(Predictions predictions) =>
            Evaluator.Evaluate(EvaluationBasis.TestSplit, [.. images.Select(i => i.Id)], truth, predictions);
    }

    /// <summary>Images of the audit arm nothing of which was in the log when either version was trained.</summary>
    private async Task<IReadOnlyList<VectorisedImage>> LaterAuditAsync(ProjectSnapshot snapshot, ModelVersion before, ModelVersion after, CancellationToken cancel)
    {
        VectorisedImage[] audit = [.. snapshot.Labelled.Where(i => i.Answer!.Audit)];
        if (audit.Length < ModelJudge.FewestImages)
            return audit;

        var later = await answers.LaterThanAsync(snapshot.Project.Id, [.. audit.Select(i => i.Id)], [before.Id, after.Id], cancel);
        return [.. audit.Where(i => later.Contains(i.Id))];
    }

    private static bool CanJudge(ProjectSnapshot snapshot, IReadOnlyList<VectorisedImage> images) =>
        images.Count >= ModelJudge.FewestImages && snapshot.Truth(images).Distinct().Count() >= 2;

    private static string? Obstacle(ProjectSnapshot snapshot, ModelVersion version) => version switch
    {
        _ when version.FeaturizerId != snapshot.Featurizer.Id =>
            $"Version {version.Number} was trained on the vectors of another network, which this project no longer uses: it cannot be asked about today's images.",
        _ when !version.ClassIds.SequenceEqual(snapshot.ClassIds) =>
            $"The project's classes have changed since version {version.Number} was trained: its answers cannot be set beside others.",
        _ => null,
    };

    private static string Missing(int number) => $"There is no version {number} of this project's model.";

    private static string TooFew(int count) =>
        $"Nothing can judge both by the same images. That takes at least {ModelJudge.FewestImages} labelled test images of two classes. Without test images it takes as many images of the audit arm "
        + $"that were labelled after both versions were trained, since all others have trained one of them; there are {count}. Choose older versions, or label test images.";
}
