using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ActiveLabel.Core.Evaluation.Simulation.Curves;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>How far a simulation is: trained models of all that will be.</summary>
public readonly record struct SimulationProgress(int Done, int Total);

/// <summary>Sees every state of every replay while it is there; called from many threads at once, rounds of one replay in their order.</summary>
public delegate void SimulationObserver(QueryStrategy strategy, int seed, SimulatedState state);

/// <summary>Replays labelling by several strategies and seeds on all cores, and compares them.</summary>
/// <param name="threads">Replays at a time; 0 for as many as there are cores.</param>
public sealed class Simulator(ITrainer trainer, int threads = 0)
{
    public SimulationObserver? Observer { get; init; }

    /// <summary>The same set, options and program give the same report, whatever the number of threads.</summary>
    /// <exception cref="WrongUseException">The options are out of bounds, or nothing can be trained.</exception>
    public SimulationReport Run(LabelledSet set, SimulationOptions options, IProgress<SimulationProgress>? progress, CancellationToken cancel)
    {
        options.Check();
        var sets = SetArrangement.Of(set, options);
        Replay[] replays = [.. sets.Select(set => new Replay(trainer, set, options))];
        var runs = (from seed in Enumerable.Range(1, options.Seeds) from strategy in options.Strategies select (strategy, seed)).ToArray();
        var total = (runs.Length * (options.Rounds + 1)) + sets.Count;
        var done = 0;
        var whole = new ReplayedRound[sets.Count];
        TrainingOptions? training = null;
        var replayed = new ConcurrentDictionary<(QueryStrategy, int), ReplayedRun>();

        // One thread a replay, the longest training first.
        InParallel([.. replays.Select((_, i) => (Action)(() => RunWhole(i))), .. runs.Select(run => (Action)(() => RunOne(run.strategy, run.seed)))], cancel);

        return LearningCurves.Compare(
            [.. options.Strategies.Select(strategy => (IReadOnlyList<ReplayedRun>)[.. Enumerable.Range(1, options.Seeds).Select(seed => replayed[(strategy, seed)])])],
            whole, options.Reach) with
        { WholePoolTraining = training, Sets = sets };

        void RunWhole(int i)
        {
            var state = replays[i].Whole(seed: i + 1, cancel);
            whole[i] = Count(state);
            if (i == 0)
                training = state.Options;
        }

        void RunOne(QueryStrategy strategy, int seed) => replayed[(strategy, seed)] = new ReplayedRun(
            strategy, seed, [.. replays[(seed - 1) % sets.Count].Run(strategy, seed, cancel).Select(state => Show(strategy, seed, state)).Select(Count)]);

        SimulatedState Show(QueryStrategy strategy, int seed, SimulatedState state)
        {
            Observer?.Invoke(strategy, seed, state);
            return state;
        }

        ReplayedRound Count(SimulatedState state)
        {
            progress?.Report(new SimulationProgress(Interlocked.Increment(ref done), total));
            return ReplayedRound.Of(state);
        }
    }

    private void InParallel(IReadOnlyList<Action> work, CancellationToken cancel)
    {
        try
        {
            Parallel.ForEach(
                Partitioner.Create(work, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount },
                run => run());
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            // Whoever asked has no use for the bundle: what stops one replay stops them all.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
