using System.Collections.Concurrent;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.Core.Sampling.Start;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>Replays the labelling of a set by one strategy with one seed: the set's own classes answer what a person would be asked.</summary>
internal sealed class Replay(ITrainer trainer, LabelledSet set, SimulationOptions options)
{
    /// <summary>By seed: the start is the same for every strategy.</summary>
    private readonly ConcurrentDictionary<int, Lazy<IReadOnlyList<int>>> _starts = new();
    private readonly int[] _whole = [.. set.Initial, .. set.Pool];
    private readonly Lazy<NeighbourGraph> _graph = new(() => NeighbourGraph.Of(
        [.. set.Initial.Concat(set.Pool).Select(p => (long)p)], set.Vectors.At([.. set.Initial, .. set.Pool]),
        new HashSet<long>(), seed: 1, CancellationToken.None));

    /// <summary>The state after the start, then after each round; it ends when the pool does.</summary>
    public IEnumerable<SimulatedState> Run(QueryStrategy strategy, int seed, CancellationToken cancel)
    {
        var answers = Answers(seed);
        var start = _starts.GetOrAdd(seed, s => new Lazy<IReadOnlyList<int>>(() => Start(s, cancel))).Value;
        var asked = new List<int>(start);
        var pool = Remaining(options.Start == SimulationStart.Given ? set.Pool : _whole, start);
        var picked = start;
        TrainingOptions? before = null;
        for (var round = 0; ; round++)
        {
            var (lesson, used) = Train(asked, answers, options.Spreads(strategy) ? pool : [], seed, before, cancel);
            before = used;
            yield return Judge(round, picked, asked, lesson.Model, cancel) with { Options = used };
            if (round == options.Rounds || pool.Count == 0)
                yield break;

            picked = Pick(strategy, pool, asked, lesson, unchecked((seed * 1_000_003) + round), cancel);
            asked.AddRange(picked);
            pool = Remaining(pool, picked);
        }
    }

    /// <summary>The model of every label of the set, with nothing left to ask.</summary>
    /// <param name="seed">Whose answers, where some are wrong.</param>
    public SimulatedState Whole(int seed, CancellationToken cancel)
    {
        var (lesson, used) = Train(_whole, Answers(seed), [], seed, before: null, cancel);
        return Judge(0, _whole, _whole, lesson.Model, cancel) with { Options = used };
    }

    /// <returns>[n] what is answered about each image.</returns>
    private IReadOnlyList<int> Answers(int seed) => options.Noise == 0
        ? set.Classes
        : [.. set.Classes.Select((truth, place) => LabelNoise.Answer(truth, set.ClassNames.Count, options.Noise, seed, place))];

    private IReadOnlyList<int> Start(int seed, CancellationToken cancel)
    {
        if (options.Start == SimulationStart.Given)
            return set.Initial;

        var strategy = options.Start switch
        {
            SimulationStart.Centroid => StartStrategy.Centroid,
            SimulationStart.Typical => StartStrategy.Typical,
            _ => StartStrategy.Random,
        };
        var pool = PoolOf(_whole);
        if (strategy == StartStrategy.Typical)
            pool = pool with { Surroundings = new Surroundings(_graph.Value, []) };
        var request = new SampleRequest(CentroidStart.ClustersPerClass * set.ClassNames.Count, AuditShare: 0, seed);
        return Places(Sampler.Start(strategy, pool, request, cancel));
    }

    private IReadOnlyList<int> Pick(
        QueryStrategy strategy, IReadOnlyList<int> pool, IReadOnlyList<int> asked, Lesson lesson, int seed, CancellationToken cancel)
    {
        var candidates = PoolOf(pool) with { Lesson = lesson };
        if (strategy.LooksAround)
            candidates = candidates with { Surroundings = new Surroundings(_graph.Value, [.. asked.Select(p => (long)p)]) };
        var predictions = lesson.Model.CreateScorer().Score(candidates.Vectors, threads: 1, cancel);
        return Places(Sampler.Query(strategy, candidates, predictions, new SampleRequest(options.Batch, AuditShare: 0, seed), cancel));
    }

    private SamplingPool PoolOf(IReadOnlyList<int> places) => new([.. places.Select(p => (long)p)], set.Vectors.At(places), set.ClassNames.Count);

    private static int[] Places(IReadOnlyList<Pick> picks) => [.. picks.Select(p => (int)p.ImageId)];

    private static IReadOnlyList<int> Remaining(IReadOnlyList<int> pool, IReadOnlyList<int> picked)
    {
        var taken = picked.ToHashSet();
        return [.. pool.Where(p => !taken.Contains(p))];
    }

    /// <param name="answers">[n] what is answered about each image of the set.</param>
    /// <param name="unlabelled">Places of images to which the labels are spread; none where they are not.</param>
    /// <param name="before">What the model before was trained with; null for the first.</param>
    private (Lesson Lesson, TrainingOptions? Used) Train(
        IReadOnlyList<int> asked, IReadOnlyList<int> answers, IReadOnlyList<int> unlabelled, int seed, TrainingOptions? before, CancellationToken cancel)
    {
        int[] rows = [.. asked.Where(p => answers[p] != LabelledSet.Outside)];
        int[] classes = [.. rows.Select(p => answers[p])];
        var vectors = set.Vectors.At(rows);
        var training = new TrainingSet(vectors.ToArray(), set.Vectors.VectorLength, classes, set.ClassNames.Count) { Rows = vectors.Numbers };
        var how = new TrainingOptions(options.L1, options.L2, seed, options.Weights) { Trainer = options.Trainer, Normalisation = TrainingPlan.NormalisationOf(options.Trainer, options.Normalisation) };
        if (classes.Distinct().Count() < 2)
            return (new Lesson(Constant(classes), training, trainer, how), before);

        var guessing = unlabelled.Count == 0 ? null : new GuessingTrainer(
            trainer, _graph.Value, rows.DistinctBy(p => set.Vectors.Numbers[p]).ToDictionary(p => set.Vectors.Numbers[p], p => (long)p),
            unlabelled.ToDictionary(p => (long)p, p => set.Vectors.Numbers[p]), set.Vectors.Reader);
        var teacher = guessing ?? trainer;
        how = TrainingPlan.Decide(teacher, guessing, vectors, classes, set.ClassNames.Count, how, options.Penalties, before, cancel).Options;
        return (new Lesson(teacher.Train(training, how, cancel).Model, training, teacher, how), how);
    }

    /// <summary>What is known before two classes have labels: the one class there is, or nothing.</summary>
    private LinearModel Constant(int[] classes)
    {
        var (d, k) = (set.Vectors.VectorLength, set.ClassNames.Count);
        float[] bias = [.. Enumerable.Range(0, k).Select(c => classes.Length == 0 || classes[0] == c ? 0f : float.NegativeInfinity)];
        return new LinearModel(d, k, new float[d], new float[k * d], bias);
    }

    private SimulatedState Judge(int round, IReadOnlyList<int> picked, IReadOnlyList<int> asked, Classifier model, CancellationToken cancel)
    {
        var predictions = model.CreateScorer().Score(set.Vectors.At(set.Test), threads: 1, cancel);
        var evaluation = Evaluator.Evaluate(
            EvaluationBasis.TestSplit, [.. set.Test.Select(p => (long)p)], [.. set.Test.Select(p => set.Classes[p])], predictions);
        return new SimulatedState(round, picked, asked.Count, asked.Count(p => set.Classes[p] != LabelledSet.Outside), model, evaluation);
    }
}
