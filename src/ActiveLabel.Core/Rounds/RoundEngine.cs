using System.Reflection;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Rounds;

/// <summary>Runs rounds: trains on what is labelled, judges the model, scores what is not labelled and fills the queue.</summary>
public sealed class RoundEngine(
    IProjectStore projects, SnapshotReader snapshots, IVectorStore vectors, IModelStore models, IRoundStore rounds,
    Teacher teacher, ModelJudge judge, RoundFeed feed, TimeProvider time)
{
    /// <summary>
    /// A round queues more than its batch, so that people who label on while the next one computes still get images that
    /// the model has ranked.
    /// </summary>
    private const int BatchesQueued = 5;

    /// <summary>
    /// Near enough: further on, probabilities change in the fourth digit, while with some label sets the last digits of the
    /// objective take ten times as long as all before. Measured: docs/measured.md.
    /// </summary>
    public const float Tolerance = 1e-6f;

    /// <summary>Begins the project's next round and runs it to its end; null where one is under way already.</summary>
    /// <exception cref="WrongUseException">There is no such project.</exception>
    public async Task<Round?> RunAsync(long projectId, CancellationToken cancel)
    {
        var project = await projects.FindAsync(projectId, cancel)
            ?? throw new WrongUseException($"There is no project {projectId}.");
        var policy = project.Policy;
        var round = await rounds.BeginAsync(projectId, policy.Strategy, policy.BatchSize, policy.Seed, time.GetUtcNow(), cancel);
        return round is null ? null : await WalkAsync(round, cancel);
    }

    /// <summary>Makes ahead what the project's next round needs and rounds share: the first would wait seconds for it in a large project.</summary>
    /// <exception cref="WrongUseException">There is no such project, or its network is not ready.</exception>
    public async Task PrepareAsync(long projectId, CancellationToken cancel)
    {
        var snapshot = await snapshots.TakeAsync(projectId, cancel);
        if (snapshot.Unlabelled.Count == 0 || !(snapshot.Project.Policy.SpreadLabels || snapshot.Project.Policy.Strategy.LooksAround))
            return;

        using var reader = vectors.OpenRead(snapshot.Featurizer);
        teacher.Around(snapshot, reader, cancel);
    }

    /// <summary>Runs a round again from its start that a crash cut off.</summary>
    public Task<Round> ResumeAsync(Round round, CancellationToken cancel)
    {
        round.Restart();
        return WalkAsync(round, cancel);
    }

    private async Task<Round> WalkAsync(Round round, CancellationToken cancel)
    {
        try
        {
            feed.Publish(round);
            await TrainScoreSelectAsync(round, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // A stop of the program leaves the round unfinished, to start again; anything else ends it with its reason.
            round.Fail(error.Message, time.GetUtcNow());
            await rounds.EndAsync(round, [], cancel);
            feed.Publish(round);
            if (error is not WrongUseException)
                throw;
        }

        return round;
    }

    private async Task TrainScoreSelectAsync(Round round, CancellationToken cancel)
    {
        var snapshot = await snapshots.TakeAsync(round.ProjectId, cancel);
        using var reader = vectors.OpenRead(snapshot.Featurizer);

        var labelled = snapshot.Labelled;
        var seen = labelled.Select(i => i.Answer!.ClassId).Distinct().Count();
        if (seen < 2)
        {
            await StartAsync(round, snapshot, reader, seen, cancel);
            return;
        }

        round.Train(labelled.Count);
        await SaveAsync(round, cancel);
        var version = await TrainAsync(round, snapshot, reader, cancel);

        round.Score(version.Id);
        await SaveAsync(round, cancel);
        var pool = Pool(snapshot, reader);
        var predictions = version.Model.CreateScorer().Score(pool.Vectors, cancel: cancel);

        round.Select();
        await SaveAsync(round, cancel);
        if (round.Strategy.LooksAround)
            pool = pool with { Surroundings = teacher.Around(snapshot, reader, cancel) };
        if (round.Strategy.LooksAtLesson)
            pool = pool with { Lesson = teacher.LessonOf(version, snapshot, reader, cancel) };
        var picks = Sampler.Query(round.Strategy, pool, predictions, Request(round, snapshot.Project.Policy), cancel);

        round.Finish(time.GetUtcNow());
        await rounds.EndAsync(round, picks, cancel);
        feed.Publish(round);
    }

    private async Task StartAsync(Round round, ProjectSnapshot snapshot, IVectorReader reader, int seen, CancellationToken cancel)
    {
        var (strategy, pool) = (snapshot.Project.Policy.Start, Pool(snapshot, reader));
        if (strategy == StartStrategy.Typical)
            pool = pool with { Surroundings = teacher.Around(snapshot, reader, cancel) };
        var picks = Sampler.Start(strategy, pool, Request(round, snapshot.Project.Policy), cancel);
        var reason = seen == 0
            ? "No image is labelled yet: a model needs labels of at least two classes."
            : "All labels so far are of one class: a model needs labels of at least two.";
        round.Lack(reason, snapshot.Labelled.Count, time.GetUtcNow());
        await rounds.EndAsync(round, picks, cancel);
        feed.Publish(round);
    }

    private async Task<ModelVersion> TrainAsync(Round round, ProjectSnapshot snapshot, IVectorReader reader, CancellationToken cancel)
    {
        var (options, note) = teacher.Plan(snapshot, reader, await models.LatestAsync(round.ProjectId, cancel), cancel);
        var set = snapshot.Gather(snapshot.Labelled, reader);
        var trained = teacher.For(snapshot, reader, cancel).Train(set, options, cancel);
        if (trained.RowsUsed != set.Count)
            throw new InvalidOperationException($"{set.Count} labelled images were given, but the trainer used {trained.RowsUsed}.");

        var temperature = judge.Calibrate(snapshot, reader, options, cancel);
        var evaluation = judge.Judge(snapshot, reader, trained.Model, temperature, options, cancel)?.Summary;
        var version = ModelVersion.Create(
            round.ProjectId, round.Number, snapshot.Featurizer.Id, snapshot.ClassIds, trained.Model, options, set.Count,
            ProjectSnapshot.HashOf(snapshot.Labelled), evaluation, time.GetUtcNow(), ProgramVersion, temperature,
            new TrainingOutcome(trained.Converged, trained.Iterations, trained.GuessesUsed, note));
        return await models.AddAsync(version, cancel);
    }

    private async Task SaveAsync(Round round, CancellationToken cancel)
    {
        await rounds.SaveAsync(round, cancel);
        feed.Publish(round);
    }

    private static SamplingPool Pool(ProjectSnapshot snapshot, IVectorReader reader) =>
        new([.. snapshot.Unlabelled.Select(i => i.Id)], new VectorRows(reader, [.. snapshot.Unlabelled.Select(i => i.Row)]), snapshot.ClassIds.Count)
        {
            ClassIds = snapshot.ClassIds,
        };

    /// <summary>Another seed each round, or the audit arm would draw the same images again and again.</summary>
    private static SampleRequest Request(Round round, ProjectPolicy policy) =>
        new(round.BatchSize * BatchesQueued, policy.AuditShare, HashCode(policy.Seed, round.Number)) { Batch = round.BatchSize };

    private static int HashCode(int seed, int number) => unchecked((seed * 31) + number);

    private static readonly string ProgramVersion =
        typeof(RoundEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
