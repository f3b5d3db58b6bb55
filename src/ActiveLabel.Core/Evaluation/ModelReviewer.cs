using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Core.Evaluation;

/// <summary>Either a model version taken apart, or why it cannot be. Exactly one of the two is set.</summary>
/// <param name="Reason">In words for the person who asked.</param>
public sealed record ReviewOutcome(ModelReview? Review, string? Reason)
{
    /// <summary>What could judge the version, with the number of images each; empty where the version cannot be asked at all.</summary>
    public IReadOnlyList<PossibleJudges> Judges { get; init; } = [];

    internal static ReviewOutcome None(string reason) => new(null, reason);
}

/// <summary>Images by which a version could be judged.</summary>
/// <param name="Images">How many there are, 0 where there are none; null where that is not known yet.</param>
public readonly record struct PossibleJudges(EvaluationBasis Basis, int? Images);

/// <summary>Takes model versions apart, by the labels as they are now; those of classes that have changed since, by the labels of then.</summary>
public sealed class ModelReviewer(
    SnapshotReader snapshots, IVectorStore vectors, IModelStore models, IClassChanges changes, ModelJudge judge, PastTraining past, ITrainer trainer)
{
    private readonly RecentReviews _recent = new();

    /// <summary>By the images that judge it unless others are asked for.</summary>
    /// <inheritdoc cref="ReviewAsync(ModelVersion, EvaluationBasis?, CancellationToken)"/>
    public Task<ReviewOutcome> ReviewAsync(ModelVersion version, CancellationToken cancel) => ReviewAsync(version, null, cancel);

    /// <param name="by">Which images judge; with null the test images, else the audit arm, where there are enough of them.</param>
    /// <exception cref="WrongUseException">The version's project is gone, or its network is not ready.</exception>
    public async Task<ReviewOutcome> ReviewAsync(ModelVersion version, EvaluationBasis? by, CancellationToken cancel)
    {
        // By test images, as mostly, no pool image need be read.
        var snapshot = by is null or EvaluationBasis.TestSplit ? await snapshots.TakeTestAsync(version.ProjectId, cancel) : await snapshots.TakeAsync(version.ProjectId, cancel);
        if (snapshot.Featurizer.Id != version.FeaturizerId)
            return ReviewOutcome.None($"Version {version.Number} was trained on the vectors of another network, which this project no longer uses.");
        if (!snapshot.ClassIds.SequenceEqual(version.ClassIds))
            return await ReviewThenAsync(version, by, OtherClasses(version, snapshot, await changes.ListAsync(version.ProjectId, cancel)), cancel);

        if (by is null && ModelJudge.Usual(snapshot.UnseenBy(version)) is null)
            snapshot = await snapshots.TakeAsync(version.ProjectId, cancel);
        var isOld = (await models.ListAsync(version.ProjectId, cancel)).Any(v => v.Number > version.Number);
        // What may have trained the version does not judge it, be it among the test images by now.
        var unseen = snapshot.UnseenBy(version);
        var counting = Task.Run(() => snapshots.CountLabelledAsync(version.ProjectId, cancel), cancel);
        var outcome = await ReviewAsync(version, by ?? ModelJudge.Usual(unseen), snapshot, isOld, cancel);
        var (pool, audit) = await counting;
        return outcome with
        {
            Judges =
            [
                new(EvaluationBasis.TestSplit, unseen.Test.Count),
                // An old version is judged by the images that it was trained on, not by today's.
                new(EvaluationBasis.AuditCrossFitting, isOld ? null : audit),
                new(EvaluationBasis.PoolCrossFitting, isOld ? version.TrainingCount : pool),
            ],
        };
    }

    private async Task<ReviewOutcome> ReviewAsync(ModelVersion version, EvaluationBasis? by, ProjectSnapshot today, bool isOld, CancellationToken cancel)
    {
        if (by is not { } basis)
            return ReviewOutcome.None(TooFew);

        var (judging, judgeOfThen) = (today.UnseenBy(version), judge);
        if (isOld && basis != EvaluationBasis.TestSplit)
        {
            if (await past.TakeAsync(version, cancel) is not { } then)
                return ReviewOutcome.None(NotKnown(version));

            // With a teacher of its own, or the graph that rounds go on with would become that of then.
            (judging, judgeOfThen) = (then, new ModelJudge(new Teacher(trainer)));
        }

        if (await JudgeAsync(version, basis, judging, judgeOfThen, cancel) is not { } result)
            return ReviewOutcome.None(Lack(basis, ModelJudge.Judging(judging, basis).Count));

        var review = new ModelReview(version, basis, Join(judging, today, result), result.Predictions, result)
        {
            TrainedOn = basis == EvaluationBasis.TestSplit ? today.Test.Count - judging.Test.Count : 0,
        };
        // Whoever shows the review asks for them at once.
        await Task.Run(() => review.Intervals, cancel);
        return new ReviewOutcome(review, null);
    }

    /// <summary>Labels of now are of other classes: those judge that the version's round read, in the splits of then.</summary>
    private async Task<ReviewOutcome> ReviewThenAsync(ModelVersion version, EvaluationBasis? by, string changed, CancellationToken cancel)
    {
        if (await past.TakeAsync(version, cancel) is not { } then)
            return ReviewOutcome.None($"{changed} What the labels came to then is not known any more, and labels of now cannot judge it.");

        PossibleJudges[] judges =
        [
            new(EvaluationBasis.TestSplit, then.Test.Count), new(EvaluationBasis.AuditCrossFitting, then.Labelled.Count(i => i.Answer!.Audit)),
            new(EvaluationBasis.PoolCrossFitting, then.Labelled.Count),
        ];
        if ((by ?? ModelJudge.Usual(then)) is not { } basis
            || await JudgeAsync(version, basis, then, new ModelJudge(new Teacher(trainer)), cancel) is not { } result)
            return ReviewOutcome.None($"{changed} The labels of then are too few to judge it {(by is null ? "" : "like that ")}by, and labels of now cannot.") with { Judges = judges };

        var review = new ModelReview(version, basis, Join(then, then, result), result.Predictions, result) { OfThen = changed };
        await Task.Run(() => review.Intervals, cancel);
        return new ReviewOutcome(review, null) { Judges = judges };
    }

    private async Task<EvaluationResult?> JudgeAsync(
        ModelVersion version, EvaluationBasis basis, ProjectSnapshot snapshot, ModelJudge judgeOfThen, CancellationToken cancel)
    {
        var key = RecentReviews.Key.Of(version, basis, snapshot);
        if (_recent.Find(key) is { } known)
            return known;

        using var reader = vectors.OpenRead(snapshot.Featurizer);
        var trained = AsTrained(snapshot, version);
        // Cross-fitting trains several models: not on the thread of whoever asked.
        var result = await Task.Run(() => judgeOfThen.JudgeBy(basis, trained, reader, version.Model, version.Temperature, version.Options, cancel), cancel);
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

    /// <summary>The images that were judged, with the labels that they have today.</summary>
    private static JudgingImage[] Join(ProjectSnapshot judging, ProjectSnapshot today, EvaluationResult result)
    {
        var images = judging.Images.Where(i => i.Answered is not null).ToDictionary(i => i.Id, i => i.Answered!.Image);
        var ordinals = today.ClassIds.Index().ToDictionary(c => c.Item, c => c.Index);
        var truth = today.Images.Where(i => i.Answer?.ClassId is { } known && ordinals.ContainsKey(known)).ToDictionary(i => i.Id, i => (int?)ordinals[i.Answer!.ClassId!.Value]);
        return [.. result.ImageIds.Select(id => new JudgingImage(images[id], truth.GetValueOrDefault(id)))];
    }

    private static string NotKnown(ModelVersion version) =>
        $"Which images trained version {version.Number} is not known any more, so those of the pool cannot judge it: only the newest version can be looked into by them, and any by test images.";

    private static string Lack(EvaluationBasis basis, int images) => basis switch
    {
        EvaluationBasis.TestSplit => "This project has no labelled test images: import some with their classes, as test images, or choose others to judge by.",
        EvaluationBasis.AuditCrossFitting =>
            $"The audit arm cannot judge yet: {images} of the labelled images were drawn at random for it. It takes at least {CrossFitting.DefaultFolds}, and labels of two classes whenever a part is held back.",
        _ => $"The pool cannot judge yet: it has {images} labelled images. Cross-fitting takes at least {CrossFitting.DefaultFolds}, and labels of two classes whenever a part is held back.",
    };

    private static string OtherClasses(ModelVersion version, ProjectSnapshot snapshot, ClassHistory history)
    {
        var names = snapshot.Project.AllClasses.ToDictionary(c => c.Id, c => c.Name);
        var said = $"The project's classes have changed since version {version.Number} was trained: it knows {ClassWords.List(version.ClassIds.Select(id => $"'{names.GetValueOrDefault(id, $"class {id}")}'"))}.";
        string[] since = [.. history.Standing.Where(c => c.Sequence > version.ClassMark && c.Kind != ClassChangeKind.Rename).Select(ClassWords.On)];
        return since.Length == 0 ? said : $"{said} Since then {ClassWords.List(since)}.";
    }

    private static readonly string TooFew =
        $"Nothing can judge it yet: that takes at least {ModelJudge.FewestImages} labelled images of two classes that are test images, or were drawn at random for the audit arm.";
}
