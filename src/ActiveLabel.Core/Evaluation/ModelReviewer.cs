using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation;

/// <summary>Either a model version taken apart, or why it cannot be. Exactly one of the two is set.</summary>
/// <param name="Reason">In words for the person who asked.</param>
public sealed record ReviewOutcome(ModelReview? Review, string? Reason)
{
    internal static ReviewOutcome None(string reason) => new(null, reason);
}

/// <summary>Takes model versions apart, by the labels as they are now.</summary>
public sealed class ModelReviewer(SnapshotReader snapshots, IVectorStore vectors, IModelStore models, ModelJudge judge)
{
    private readonly RecentReviews _recent = new();

    /// <exception cref="WrongUseException">The version's project is gone, or its network is not ready.</exception>
    public async Task<ReviewOutcome> ReviewAsync(ModelVersion version, CancellationToken cancel)
    {
        var snapshot = await snapshots.TakeAsync(version.ProjectId, cancel);
        if (snapshot.Featurizer.Id != version.FeaturizerId)
            return ReviewOutcome.None($"Version {version.Number} was trained on the vectors of another network, which this project no longer uses.");
        if (!snapshot.ClassIds.SequenceEqual(version.ClassIds))
            return ReviewOutcome.None($"The project's classes have changed since version {version.Number} was trained.");

        var result = await JudgeAsync(version, snapshot, cancel);
        if (result is null)
            return ReviewOutcome.None(TooFew);
        if (result.Summary.Basis == EvaluationBasis.AuditCrossFitting && await IsOldAsync(version, cancel))
        {
            return ReviewOutcome.None(
                $"Without test images only the newest version can be looked into: the audit images that judge it have trained version {version.Number} or its successors.");
        }

        var review = new ModelReview(version, result.Summary.Basis, Join(snapshot, result), result.Predictions);
        // Whoever shows the review asks for them at once.
        await Task.Run(() => review.Intervals, cancel);
        return new ReviewOutcome(review, null);
    }

    private async Task<EvaluationResult?> JudgeAsync(ModelVersion version, ProjectSnapshot snapshot, CancellationToken cancel)
    {
        var key = RecentReviews.Key.Of(version, snapshot);
        if (_recent.Find(key) is { } known)
            return known;

        using var reader = vectors.OpenRead(snapshot.Featurizer);
        var trained = AsTrained(snapshot, version);
        // Cross-fitting trains several models: not on the thread of whoever asked.
        var result = await Task.Run(() => judge.Judge(trained, reader, version.Model, version.Temperature, version.Options, cancel), cancel);
        if (result is not null)
            _recent.Keep(key, result);
        return result;
    }

    /// <summary>The policy may be another by now, but models that judge are to be of the version's own kind.</summary>
    private static ProjectSnapshot AsTrained(ProjectSnapshot snapshot, ModelVersion version) => snapshot with
    {
        Policy = snapshot.Policy with
        {
            Trainer = version.Options.Trainer,
            SpreadLabels = version.Outcome is { } outcome ? outcome.Guesses > 0 : snapshot.Policy.SpreadLabels,
        },
    };

    private async Task<bool> IsOldAsync(ModelVersion version, CancellationToken cancel) =>
        (await models.ListAsync(version.ProjectId, cancel)).Any(v => v.Number > version.Number);

    private static JudgingImage[] Join(ProjectSnapshot snapshot, EvaluationResult result)
    {
        var images = snapshot.Images.Where(i => i.Answered is not null).ToDictionary(i => i.Id, i => i.Answered!.Image);
        return [.. result.ImageIds.Zip(result.Truth, (id, truth) => new JudgingImage(images[id], truth))];
    }

    private static readonly string TooFew =
        $"Nothing can judge it yet: that takes at least {ModelJudge.FewestImages} labelled images of two classes that are test images, or were drawn at random for the audit arm.";
}
