using System.Diagnostics;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Rounds;

/// <summary>Runs rounds: trains on what is labelled, judges the model, scores what is not labelled and fills the queue.</summary>
/// <param name="threads">Which compute, so that people who label go first; without any, the caller's do.</param>
public sealed class RoundEngine(
    IProjectStore projects, SnapshotReader snapshots, IVectorStore vectors, IModelStore models, IRoundStore rounds,
    Teacher teacher, ModelJudge judge, ConsensusKeeper consensus, RoundFeed feed, TimeProvider time, BackgroundThreads? threads = null)
{
    /// <summary>
    /// A round queues more than its batch, so that people who label on while the next one computes still get images that
    /// the model has ranked.
    /// </summary>
    private const int BatchesQueued = 5;

    /// <summary>Batches queued where so many people label that a batch is what they label during one round.</summary>
    private const int BatchesOfManyQueued = 2;

    /// <summary>Choosing a batch of many different images takes longer than their number grows.</summary>
    private const int MostABatch = 300;

    /// <summary>
    /// Near enough: further on, probabilities change in the fourth digit, while with some label sets the last digits of the
    /// objective take ten times as long as all before. Measured: docs/measured.md.
    /// </summary>
    public const float Tolerance = 1e-6f;

    private readonly RoundTraining _training = new(teacher, judge);

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
        Compute(() => teacher.Around(snapshot, reader, cancel));
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
        var started = Stopwatch.GetTimestamp();
        await consensus.SettleAsync(round.ProjectId, cancel);
        var snapshot = await snapshots.TakeAsync(round.ProjectId, cancel);
        round.Spend(new RoundTimes(Read: Lap()));
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
        Lap();

        round.Score(version.Id);
        await SaveAsync(round, cancel);
        var pool = Pool(snapshot, reader);
        var predictions = Compute(() => version.Model.CreateScorer().Score(pool.Vectors, cancel: cancel));
        round.Spend(round.Times! with { Score = Lap() });

        round.Select();
        await SaveAsync(round, cancel);
        var before = (await rounds.StandingAsync(round.ProjectId, cancel)).Ready;
        var sinceThen = before is null ? 0 : labelled.Count - before.LabelCount;
        var opinions = snapshot.Project.Policy.SecondOpinions ? await consensus.OpinionsAsync(round.ProjectId, cancel) : [];
        var picks = Compute(() =>
        {
            if (round.Strategy.LooksAround)
                pool = pool with { Surroundings = teacher.Around(snapshot, reader, cancel) };
            if (round.Strategy.LooksAtLesson)
                pool = pool with { Lesson = teacher.LessonOf(version, snapshot, reader, cancel) };
            var chosen = Sampler.Query(round.Strategy, pool, predictions, Request(round, snapshot.Project.Policy, sinceThen), cancel);
            return !snapshot.Project.Policy.SecondOpinions ? chosen : SecondOpinionPicker.Deal(
                chosen, pool, predictions, LabelledImages.Of(snapshot, reader), teacher.For(snapshot, reader, cancel), version.Options, opinions,
                SecondOpinionPicker.MostShare, cancel);
        });

        round.Spend(round.Times! with { Select = Lap() });
        round.Finish(time.GetUtcNow());
        await rounds.EndAsync(round, picks, cancel);
        feed.Publish(round);

        long Lap()
        {
            var took = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            return (long)took.TotalMilliseconds;
        }
    }

    private async Task StartAsync(Round round, ProjectSnapshot snapshot, IVectorReader reader, int seen, CancellationToken cancel)
    {
        var (strategy, pool) = (snapshot.Project.Policy.Start, Pool(snapshot, reader));
        var picks = Compute(() =>
        {
            if (strategy == StartStrategy.Typical)
                pool = pool with { Surroundings = teacher.Around(snapshot, reader, cancel) };
            return Sampler.Start(strategy, pool, Request(round, snapshot.Project.Policy), cancel);
        });
        var reason = seen == 0
            ? "No image is labelled yet: a model needs labels of at least two classes."
            : "All labels so far are of one class: a model needs labels of at least two.";
        round.Lack(reason, snapshot.Labelled.Count, time.GetUtcNow());
        await rounds.EndAsync(round, picks, cancel);
        feed.Publish(round);
    }

    private async Task<ModelVersion> TrainAsync(Round round, ProjectSnapshot snapshot, IVectorReader reader, CancellationToken cancel)
    {
        var before = await models.LatestAsync(round.ProjectId, cancel);
        var made = Compute(() => _training.Run(snapshot, reader, before, cancel));
        round.Spend(made.Times with { Read = round.Times?.Read ?? 0 });
        var version = ModelVersion.Create(
            round.ProjectId, round.Number, snapshot.Featurizer.Id, snapshot.ClassIds, made.Trained.Model, made.Options, snapshot.Labelled.Count,
            snapshot.HashOf(snapshot.Labelled), made.Evaluation, time.GetUtcNow(), ProgramFacts.Present.Version, made.Temperature, made.Outcome, snapshot.ClassMark);
        return await models.AddAsync(version, made.Origin(snapshot, before, await AnswersOfAsync(before, cancel)), cancel);
    }

    /// <summary>Null where they are not known, or damaged: this round's are then written out in full.</summary>
    private async Task<RecordedAnswers?> AnswersOfAsync(ModelVersion? version, CancellationToken cancel)
    {
        try
        {
            return version is null ? null : await models.FindAnswersAsync(version.Id, cancel);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private T Compute<T>(Func<T> work) => threads is null ? work() : threads.Do(work);

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

    /// <summary>
    /// As many images as will be labelled before the next round is ready, so that a crowd too gets what the model has
    /// ranked. Another seed each round, or the audit arm would draw the same images again and again.
    /// </summary>
    /// <param name="sinceThen">Labels that have come since the round before read its own.</param>
    private static SampleRequest Request(Round round, ProjectPolicy policy, int sinceThen = 0)
    {
        var batch = Math.Max(round.BatchSize, Math.Min(sinceThen, MostABatch));
        var count = Math.Max(round.BatchSize * BatchesQueued, batch * BatchesOfManyQueued);
        return new SampleRequest(count, policy.AuditShare, HashCode(policy.Seed, round.Number)) { Batch = batch };
    }

    private static int HashCode(int seed, int number) => unchecked((seed * 31) + number);
}
