using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>How far a simulation is: trained models of all that will be.</summary>
public readonly record struct SimulationProgress(int Done, int Total);

/// <summary>Replays labelling by several strategies and seeds on all cores, and compares them.</summary>
public sealed class Simulator(ITrainer trainer)
{
    /// <summary>The same set, options and program give the same report, whatever the number of threads.</summary>
    /// <exception cref="WrongUseException">The options are out of bounds, or nothing can be trained.</exception>
    public SimulationReport Run(LabelledSet set, SimulationOptions options, IProgress<SimulationProgress>? progress, CancellationToken cancel)
    {
        options.Check();
        if (options.Start == SimulationStart.Given && set.Initial.Count == 0)
            throw new WrongUseException("The start 'given' needs images of the split 'initial'; here there are none.");

        var replay = new Replay(trainer, set, options);
        var runs = (from seed in Enumerable.Range(1, options.Seeds) from strategy in options.Strategies select (strategy, seed)).ToArray();
        var total = (runs.Length * (options.Rounds + 1)) + 1;
        var done = 0;
        SimulatedState? whole = null;
        var replays = new ConcurrentDictionary<(QueryStrategy, int), IReadOnlyList<SimulatedState>>();

        // One thread a replay, the longest training first.
        InParallel([() => whole = Count(replay.Whole(cancel)), .. runs.Select(run => (Action)(() => RunOne(run.strategy, run.seed)))], cancel);

        var curves = options.Strategies.Select(strategy =>
            LearningCurves.Average(strategy, [.. Enumerable.Range(1, options.Seeds).Select(seed => replays[(strategy, seed)])]));
        return new SimulationReport(LearningCurves.CompareWithRandom([.. curves]), whole!);

        void RunOne(QueryStrategy strategy, int seed) => replays[(strategy, seed)] = [.. replay.Run(strategy, seed, cancel).Select(Count)];

        SimulatedState Count(SimulatedState state)
        {
            progress?.Report(new SimulationProgress(Interlocked.Increment(ref done), total));
            return state;
        }
    }

    private static void InParallel(IReadOnlyList<Action> work, CancellationToken cancel)
    {
        try
        {
            Parallel.ForEach(
                Partitioner.Create(work, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount },
                run => run());
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            // Whoever asked has no use for the bundle: what stops one replay stops them all.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
