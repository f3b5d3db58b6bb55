using ActiveLabel.Core.Evaluation.Calibration;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>
/// Looks for wrong labels: each labelled image is scored by a model that it did not train, and the labels that those models
/// contradict most come first. Labels spread from a label are spread anew without it (<see cref="Teacher.For"/>), so that
/// no image's label reaches its own judge.
/// </summary>
/// <param name="threads">Which train and judge, so that people who label go first; without any, the pool's do.</param>
public sealed class LabelErrorFinder(
    SnapshotReader snapshots, IVectorStore vectors, IModelStore models, ISuspectLog log, Teacher teacher, TimeProvider time, BackgroundThreads? threads = null)
{
    /// <param name="progress">Trainings done, and of how many.</param>
    /// <exception cref="WrongUseException">There is no such project, its network is not ready, or it has too few labels.</exception>
    public async Task<LabelErrorSearch> FindAsync(long projectId, IProgress<(int Done, int Total)>? progress, CancellationToken cancel)
    {
        // Read first: what comes between this and the snapshot counts as new, though the search knows it.
        var mark = await log.MarkAsync(projectId, cancel);
        var snapshot = await snapshots.TakeAsync(projectId, cancel);
        var version = await models.LatestAsync(projectId, cancel);
        using var reader = vectors.OpenRead(snapshot.Featurizer);
        // Trainings: not on the thread of whoever asked.
        return await Task.Run(() => Find(snapshot, mark, version, reader, progress, cancel), cancel);
    }

    private LabelErrorSearch Find(
        ProjectSnapshot snapshot, long mark, ModelVersion? version, IVectorReader reader, IProgress<(int Done, int Total)>? progress, CancellationToken cancel)
    {
        var questions = LabelQuestions.Of(snapshot);
        var steps = OutOfSample.Steps(LabelErrorSearch.Folds, questions.Tests.Count);
        progress?.Report((0, steps));
        // A vector that is not finite is complained about by its image's name, as in training.
        if (questions.Tests.Count > 0)
            _ = snapshot.Gather(questions.Tests, reader);
        var (trainer, options) = Compute(() => (teacher.For(snapshot, reader, cancel), teacher.Plan(snapshot, reader, version, cancel).Options with { Weights = LabelErrorSearch.Weights }));
        var raw = OutOfSample.Predict(
            trainer, questions.PoolRows(reader), questions.PoolClasses(questions.Given), snapshot.ClassIds.Count, questions.Judged,
            questions.TestRows(reader), options, LabelErrorSearch.Folds, done => progress?.Report((done, steps)), threads, cancel)
            ?? throw new WrongUseException(LabelQuestions.TooFew);

        var joint = ConfidentJoint.Of(questions.Given, raw);
        var scores = SuspicionOrder.Scores(LabelErrorSearch.Order, questions.Given, raw, joint);
        // People see probabilities that they can believe; the order is better without.
        var shown = TemperatureScaling.Apply(raw, TemperatureFit.Of(questions.Given, raw));
        var images = questions.Images.ToList();
        return new LabelErrorSearch(
            snapshot.Project.Id, version?.Id, snapshot.HashOf([.. snapshot.Labelled, .. snapshot.Test]), mark, snapshot.ClassIds,
            joint.ExpectedErrors, [.. Enumerable.Range(0, joint.ClassCount).Select(joint.Wrong)], joint.OffDiagonal,
            [
                .. Enumerable.Range(0, images.Count).OrderByDescending(i => scores[i]).Select(i =>
                    new SuspectedLabel(images[i].Id, questions.Given[i], shown.Probabilities.Slice(i * joint.ClassCount, joint.ClassCount), (float)scores[i])),
            ],
            questions.LeftOut, time.GetUtcNow());

        T Compute<T>(Func<T> work) => threads is null ? work() : threads.Do(work);
    }
}
