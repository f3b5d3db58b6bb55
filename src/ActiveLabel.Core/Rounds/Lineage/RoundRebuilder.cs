using System.Diagnostics;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>
/// Does rounds again, from the log up to where they read it, and tells whether the same model comes out. It keeps nothing
/// and disturbs nothing: rounds go on meanwhile, and many rebuilds may run at once.
/// </summary>
public sealed class RoundRebuilder(
    IProjectStore projects, SnapshotReader snapshots, IVectorStore vectors, IModelStore models, IRoundStore rounds, IOriginStore origins, ITrainer trainer,
    IGraphShelf? shelf = null, BackgroundThreads? threads = null)
{
    /// <summary>Labels that may have come between the beginning of an old round and its reading of them.</summary>
    private const int MostLateLabels = 10;

    /// <exception cref="WrongUseException">There is no such project or round, it is not over, or it made no model.</exception>
    public Task<RebuildReport> RebuildAsync(long projectId, int number, CancellationToken cancel) => RebuildAsync(projectId, number, fromVectors: false, cancel);

    /// <param name="fromVectors">Also finds out anew what looks alike, where that is kept.</param>
    /// <inheritdoc cref="RebuildAsync(long, int, CancellationToken)"/>
    public async Task<RebuildReport> RebuildAsync(long projectId, int number, bool fromVectors, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var project = await projects.FindAsync(projectId, cancel)
            ?? throw new WrongUseException($"There is no project {projectId}.");
        var (round, version) = await FindAsync(project, number, cancel);
        var origin = await origins.FindAsync(version.Id, cancel);
        var rebuilding = new Rebuilding(version, origin);
        var (obstacle, isImpossible) = ((string?)null, false);
        try
        {
            // Training holds its thread for seconds: not that of whoever asked.
            await Task.Run(
                () => origin is null ? RetraceAsync(project, round, version, rebuilding, cancel) : RebuildAsync(project, version, origin, fromVectors ? null : shelf, rebuilding, cancel), cancel);
        }
        catch (Exception error) when (error is RebuildException or WrongUseException or IOException or InvalidDataException or ArgumentException)
        {
            (obstacle, isImpossible) = (error.Message, true);
        }

        var verdict = isImpossible ? RebuildVerdict.Impossible : rebuilding.AllSame ? RebuildVerdict.Identical : RebuildVerdict.Different;
        return new RebuildReport(
            round.Number, version.Number, verdict, origin is not null, rebuilding.Checks,
            verdict == RebuildVerdict.Identical ? [] : [.. RebuildReasons.Of(rebuilding.Checks, origin, version, obstacle)],
            rebuilding.WeightsHash, rebuilding.RebuiltHash, Stopwatch.GetElapsedTime(started),
            round.Times is { } times ? TimeSpan.FromMilliseconds(times.UntilJudged) : null);
    }

    private async Task<(Round Round, ModelVersion Version)> FindAsync(Project project, int number, CancellationToken cancel)
    {
        var all = await rounds.ListAsync(project.Id, cancel);
        if (all.Count == 0)
            throw new WrongUseException($"'{project.Name}' has had no round yet.");

        var round = all.FirstOrDefault(r => r.Number == number)
            ?? throw new WrongUseException($"'{project.Name}' has no round {number}: its rounds are {all[0].Number} to {all[^1].Number}.");
        if (!round.IsOver)
            throw new WrongUseException($"Round {number} of '{project.Name}' is under way: wait until it is over.");
        if (round.ModelVersionId is not { } id || await models.FindAsync(id, cancel) is not { } version)
            throw new WrongUseException($"Round {number} of '{project.Name}' made no model, so there is nothing to rebuild. {round.Reason}".TrimEnd());

        return (round, version);
    }

    private async Task RebuildAsync(Project project, ModelVersion version, ModelOrigin origin, IGraphShelf? kept, Rebuilding rebuilding, CancellationToken cancel)
    {
        var pool = await SetAsync(project, origin.PoolSet, cancel);
        var test = await SetAsync(project, origin.TestSet, cancel);
        var answers = await origins.FindAnswersAsync(project.Id, origin.Answers, cancel)
            ?? throw new RebuildException("Which answers that round read is not kept any more.");
        // Of a long log it takes a while to see what it says, and nothing else waits for that.
        var log = Task.Run(() => snapshots.LogAsync(project.Id, new LogPlace(origin.LabelMark, version.ClassMark), origin.Policy.Consensus, cancel), cancel);
        var snapshot = await snapshots.TakeAgainAsync(project.Id, origin, version.ClassIds, version.ClassMark, answers, pool, test, cancel);
        try
        {
            await RetrainAsync(project, version, origin, snapshot, kept, rebuilding, cancel);
        }
        finally
        {
            rebuilding.Log(snapshot, await log);
        }
    }

    private async Task RetrainAsync(
        Project project, ModelVersion version, ModelOrigin origin, ProjectSnapshot snapshot, IGraphShelf? kept, Rebuilding rebuilding, CancellationToken cancel)
    {
        rebuilding.TrainingSet(snapshot);
        CheckClasses(snapshot);

        using var reader = vectors.OpenRead(snapshot.Featurizer);
        CheckRows(snapshot, reader);
        var teacher = new Teacher(trainer);
        if (origin.Graph is { } key)
        {
            var making = await origins.FindMakingAsync(project.Id, key, cancel)
                ?? throw new RebuildException("How the graph of that round was made is not kept any more.");
            var rows = await RowsAsync(project, making, snapshot, cancel);
            var graph = Compute(() => MadeGraph.Of(making, rows, reader, kept, cancel));
            rebuilding.Graph(graph.Hash);
            teacher.GuessBy(graph, snapshot, reader);
        }

        var before = origin.BeforeVersionId is { } id ? await models.FindAsync(id, cancel) : null;
        rebuilding.Model(Compute(() => new RoundTraining(teacher, new ModelJudge(teacher)).Run(snapshot, reader, before, cancel)));
    }

    private T Compute<T>(Func<T> work) => threads is null ? work() : threads.Do(work);

    private async Task<IdSet> SetAsync(Project project, string hash, CancellationToken cancel) =>
        await origins.FindSetAsync(project.Id, hash, cancel) ?? throw new RebuildException("Which images that round read is not kept any more.");

    /// <summary>Rows of a graph's images: mostly those of the snapshot, but some may have left the pool since the graph was made.</summary>
    private async Task<IReadOnlyDictionary<long, long>> RowsAsync(Project project, GraphMaking making, ProjectSnapshot snapshot, CancellationToken cancel)
    {
        var rows = await snapshots.RowsAsync(project.Id, snapshot.Featurizer, cancel);
        long[] missing = [.. making.Steps().SelectMany(s => s.Pool?.Ids ?? s.Added).Where(id => !rows.ContainsKey(id))];
        return missing.Length == 0
            ? rows
            : throw RebuildException.NoVectors(missing, await snapshots.FindAsync(project.Id, missing[0], cancel), snapshot.Featurizer);
    }

    private static void CheckClasses(ProjectSnapshot snapshot)
    {
        if (snapshot.Labelled.Select(i => i.Answer!.ClassId).Distinct().Count() < 2)
            throw new RebuildException("There are labels of fewer than two classes by now, and a model needs labels of at least two classes.");

        var known = snapshot.ClassIds.ToHashSet();
        if (snapshot.Labelled.Concat(snapshot.Test).FirstOrDefault(i => !known.Contains(i.Answer!.ClassId!.Value)) is { } other)
            throw new RebuildException($"The log says a class of '{other.Answered!.Image.FileName}' that the model does not know: the project's classes were changed, and what they were then is not kept.");
    }

    private static void CheckRows(ProjectSnapshot snapshot, IVectorReader reader)
    {
        if (snapshot.Images.FirstOrDefault(i => i.Row >= reader.RowCount) is { } lost)
            throw new RebuildException($"The file of vectors has {reader.RowCount} rows, and that of image {lost.Id} should be row {lost.Row}: run 'activelabel store verify'.");
    }

    /// <summary>A version from before it was recorded what rounds read: its options are known, and the log.</summary>
    private async Task RetraceAsync(Project project, Round round, ModelVersion version, Rebuilding rebuilding, CancellationToken cancel)
    {
        var now = await snapshots.TakeAsync(project.Id, cancel);
        if (now.Featurizer.Id != version.FeaturizerId)
            throw new RebuildException("It was trained on the vectors of another network than the project uses now, and which one was not recorded then.");

        var snapshot = await FindSetAsync(project, round, version, now, cancel);
        rebuilding.TrainingSet(snapshot);
        CheckClasses(snapshot);
        using var reader = vectors.OpenRead(snapshot.Featurizer);
        CheckRows(snapshot, reader);
        var trained = Compute(() => new Teacher(trainer).For(snapshot, reader, cancel).Train(snapshot.Gather(snapshot.Labelled, reader), version.Options, cancel));
        rebuilding.Weights(trained.Model);
    }

    /// <summary>The labels of a round that marked its place in the log a moment before it read it.</summary>
    private async Task<ProjectSnapshot> FindSetAsync(Project project, Round round, ModelVersion version, ProjectSnapshot now, CancellationToken cancel)
    {
        var guessed = version.Outcome is { Guesses: > 0 };
        var policy = project.Policy with { Trainer = version.Options.Trainer, SpreadLabels = guessed };
        var mark = await rounds.MarkOfAsync(round.Id, cancel);
        ProjectSnapshot? nearest = null;
        for (var late = 0; late <= MostLateLabels; late++)
        {
            var answers = await snapshots.TakeAnswersAsync(now, mark + late, version.ClassMark, round.Number, cancel);
            var then = answers with { Policy = policy, ClassIds = version.ClassIds };
            if (then.HashOf(then.Labelled) == version.TrainingSetHash)
                return then;
            nearest ??= then;
        }

        return nearest!;
    }
}
