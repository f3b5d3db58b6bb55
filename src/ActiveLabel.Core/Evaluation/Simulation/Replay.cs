using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.Core.Sampling.Start;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>Replays the labelling of a set by one strategy with one seed: the set's own classes answer what a person would be asked.</summary>
internal sealed class Replay(ITrainer trainer, LabelledSet set, SimulationOptions options)
{
    private readonly int[] _whole = [.. set.Initial, .. set.Pool];
    private readonly Lazy<NeighbourGraph> _graph = new(() => NeighbourGraph.Of(
        [.. set.Initial.Concat(set.Pool).Select(p => (long)p)], set.Vectors.At([.. set.Initial, .. set.Pool]),
        new HashSet<long>(), seed: 1, CancellationToken.None));

    /// <summary>The state after the start, then after each round; it ends when the pool does.</summary>
    public IEnumerable<SimulatedState> Run(QueryStrategy strategy, int seed, CancellationToken cancel)
    {
        var start = Start(seed, cancel);
        var asked = new List<int>(start);
        var pool = Remaining(options.Start == SimulationStart.Given ? set.Pool : _whole, start);
        var picked = start;
        for (var round = 0; ; round++)
        {
            var model = Train(asked, options.Spreads(strategy) ? pool : [], seed, cancel);
            yield return Judge(round, picked, asked, model, cancel);
            if (round == options.Rounds || pool.Count == 0)
                yield break;

            picked = Pick(strategy, pool, asked, model, unchecked((seed * 1_000_003) + round), cancel);
            asked.AddRange(picked);
            pool = Remaining(pool, picked);
        }
    }

    /// <summary>The model of every label of the set, with nothing left to ask.</summary>
    public SimulatedState Whole(CancellationToken cancel) => Judge(0, _whole, _whole, Train(_whole, [], seed: 1, cancel), cancel);

    private IReadOnlyList<int> Start(int seed, CancellationToken cancel)
    {
        if (options.Start == SimulationStart.Given)
            return set.Initial;

        var strategy = options.Start == SimulationStart.Centroid ? StartStrategy.Centroid : StartStrategy.Random;
        var request = new SampleRequest(CentroidStart.ClustersPerClass * set.ClassNames.Count, AuditShare: 0, seed);
        return Places(Sampler.Start(strategy, PoolOf(_whole), request, cancel));
    }

    private IReadOnlyList<int> Pick(
        QueryStrategy strategy, IReadOnlyList<int> pool, IReadOnlyList<int> asked, LinearModel model, int seed, CancellationToken cancel)
    {
        var candidates = PoolOf(pool);
        if (strategy == QueryStrategy.Default)
            candidates = candidates with { Surroundings = new Surroundings(_graph.Value, [.. asked.Select(p => (long)p)]) };
        var predictions = new LinearScorer(model).Score(candidates.Vectors, threads: 1, cancel);
        return Places(Sampler.Query(strategy, candidates, predictions, new SampleRequest(options.Batch, AuditShare: 0, seed), cancel));
    }

    private SamplingPool PoolOf(IReadOnlyList<int> places) => new([.. places.Select(p => (long)p)], set.Vectors.At(places), set.ClassNames.Count);

    private static int[] Places(IReadOnlyList<Rounds.Pick> picks) => [.. picks.Select(p => (int)p.ImageId)];

    private static IReadOnlyList<int> Remaining(IReadOnlyList<int> pool, IReadOnlyList<int> picked)
    {
        var taken = picked.ToHashSet();
        return [.. pool.Where(p => !taken.Contains(p))];
    }

    /// <param name="unlabelled">Places of images to which the labels are spread; none where they are not.</param>
    private LinearModel Train(IReadOnlyList<int> asked, IReadOnlyList<int> unlabelled, int seed, CancellationToken cancel)
    {
        int[] rows = [.. asked.Where(p => set.Classes[p] != LabelledSet.Outside)];
        int[] classes = [.. rows.Select(p => set.Classes[p])];
        var training = new TrainingSet(set.Vectors.At(rows).ToArray(), set.Vectors.VectorLength, classes, set.ClassNames.Count);
        if (classes.Distinct().Count() < 2)
            return Constant(classes);

        if (unlabelled.Count > 0)
        {
            var guesses = GuessedLabels.Of(
                _graph.Value, [.. rows.Zip(classes, (row, k) => ((long)row, k))], set.ClassNames.Count,
                unlabelled.Select(p => (long)p).ToHashSet().Contains, ids => set.Vectors.At([.. ids.Select(id => (int)id)]), cancel);
            training = training with { Guesses = guesses };
        }

        return trainer.Train(training, new TrainingOptions(options.L1, options.L2, seed, options.Weights), cancel).Model;
    }

    /// <summary>What is known before two classes have labels: the one class there is, or nothing.</summary>
    private LinearModel Constant(int[] classes)
    {
        var (d, k) = (set.Vectors.VectorLength, set.ClassNames.Count);
        float[] bias = [.. Enumerable.Range(0, k).Select(c => classes.Length == 0 || classes[0] == c ? 0f : float.NegativeInfinity)];
        return new LinearModel(d, k, new float[d], new float[k * d], bias);
    }

    private SimulatedState Judge(int round, IReadOnlyList<int> picked, IReadOnlyList<int> asked, LinearModel model, CancellationToken cancel)
    {
        var predictions = new LinearScorer(model).Score(set.Vectors.At(set.Test), threads: 1, cancel);
        var evaluation = Evaluator.Evaluate(
            EvaluationBasis.TestSplit, [.. set.Test.Select(p => (long)p)], [.. set.Test.Select(p => set.Classes[p])], predictions);
        return new SimulatedState(round, picked, asked.Count, asked.Count(p => set.Classes[p] != LabelledSet.Outside), evaluation);
    }
}
