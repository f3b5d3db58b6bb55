using ActiveLabel.Core.Features;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Evaluation.Simulation.Crowd;

/// <summary>What a plan has come to when so many answers were bought.</summary>
/// <param name="Images">Images with an answer that trained the model.</param>
/// <param name="LabelAccuracy">Share of them whose consensus is right.</param>
public sealed record CrowdState(int Answers, int Images, double LabelAccuracy, double Accuracy, double BalancedAccuracy);

/// <summary>Replays a project whose people err, with the default strategy and the default training: the set's own classes are the truth.</summary>
internal sealed class CrowdReplay(ITrainer trainer, LabelledSet set, CrowdOptions options)
{
    private static readonly ProjectPolicy Defaults = new();

    private readonly int[] _whole = [.. set.Initial, .. set.Pool];
    private readonly Lazy<NeighbourGraph> _graph = new(() => NeighbourGraph.Of(
        [.. set.Initial.Concat(set.Pool).Select(p => (long)p)], set.Vectors.At([.. set.Initial, .. set.Pool]),
        new HashSet<long>(), seed: 1, CancellationToken.None));

    /// <summary>The state after the start, then after each round; it ends where the pool does.</summary>
    public IEnumerable<CrowdState> Run(CrowdPlan plan, int seed, CancellationToken cancel)
    {
        var people = new CrowdAnswerer(set, options, seed);
        foreach (var image in Start(options.Start / plan.Overlap, seed, cancel)) Buy(people, image, plan.Overlap);

        TrainingOptions? before = null;
        for (var round = 0; ; round++)
        {
            var lesson = Learn(plan, people, seed, before, cancel);
            before = lesson.How;
            yield return Judge(people, lesson, cancel);
            if (round == options.Rounds || people.Given.Select(o => o.ImageId).Distinct().Count() > _whole.Length - (options.Batch / plan.Overlap))
                yield break;

            foreach (var pick in Pick(plan, people, lesson, unchecked((seed * 1_000_003) + round), cancel))
                Buy(people, (int)pick.ImageId, pick.Reason == PickReason.SecondOpinion ? 1 : plan.Overlap);
        }
    }

    private static void Buy(CrowdAnswerer people, int image, int answers)
    {
        for (var i = 0; i < answers; i++) people.Ask(image);
    }

    private IEnumerable<int> Start(int count, int seed, CancellationToken cancel) =>
        Sampler.Start(StartStrategy.Centroid, PoolOf(_whole), new SampleRequest(count, AuditShare: 0, seed), cancel).Select(p => (int)p.ImageId);

    private SamplingPool PoolOf(IReadOnlyList<int> places) => new([.. places.Select(p => (long)p)], set.Vectors.At(places), set.ClassNames.Count);

    private Lesson Learn(CrowdPlan plan, CrowdAnswerer people, int seed, TrainingOptions? before, CancellationToken cancel)
    {
        long[] classIds = [.. Enumerable.Range(0, set.ClassNames.Count)];
        var consensus = ProjectConsensus.Of(people.Given, plan.Consensus, classIds, [], cancel).Images;
        int[] images = [.. consensus.Where(i => i.Value.ClassId is not null).Select(i => (int)i.Key).Order()];
        int[] classes = [.. images.Select(i => (int)consensus[i].ClassId!.Value)];
        var vectors = set.Vectors.At(images);
        var answered = consensus.Keys.Select(i => (int)i).ToHashSet();
        ITrainer weighing = plan.Weighted
            ? new WeighingTrainer(trainer, images.DistinctBy(i => set.Vectors.Numbers[i]).ToDictionary(i => set.Vectors.Numbers[i], i => (float)consensus[i].Confidence))
            : trainer;
        var guessing = new GuessingTrainer(
            weighing, _graph.Value, images.DistinctBy(i => set.Vectors.Numbers[i]).ToDictionary(i => set.Vectors.Numbers[i], i => (long)i),
            _whole.Where(p => !answered.Contains(p)).ToDictionary(p => (long)p, p => set.Vectors.Numbers[p]), set.Vectors.Reader);
        var how = new TrainingOptions(Defaults.L1, Defaults.L2, seed, Defaults.Weights, RoundEngine.Tolerance) { Normalisation = Defaults.Normalisation };
        if (classes.Distinct().Count() < 2)
            throw new WrongUseException($"With seed {seed}, all answers bought to start with are of one class: buy more (--start-labels).");

        how = TrainingPlan.Decide(guessing, guessing, vectors, classes, set.ClassNames.Count, how, PenaltyChoice.Fixed, before, cancel).Options;
        var training = new TrainingSet(vectors.ToArray(), vectors.VectorLength, classes, set.ClassNames.Count) { Rows = vectors.Numbers };
        return new Lesson(images, classes, vectors, guessing, how, guessing.Train(training, how, cancel).Model, training);
    }

    private IReadOnlyList<Pick> Pick(CrowdPlan plan, CrowdAnswerer people, Lesson lesson, int seed, CancellationToken cancel)
    {
        var asked = people.Given.Select(o => (int)o.ImageId).ToHashSet();
        int[] left = [.. _whole.Where(p => !asked.Contains(p))];
        var pool = PoolOf(left) with
        {
            Surroundings = new Surroundings(_graph.Value, [.. asked.Order().Select(p => (long)p)]),
            Lesson = new Sampling.Lesson(lesson.Model, lesson.Training, lesson.Trainer, lesson.How),
        };
        var predictions = lesson.Model.CreateScorer().Score(pool.Vectors, threads: 1, cancel);
        var picks = Sampler.Query(QueryStrategy.Default, pool, predictions, new SampleRequest(options.Batch / plan.Overlap, AuditShare: 0, seed), cancel);
        if (!plan.WherePays)
            return picks;

        var labelled = new LabelledImages([.. lesson.Images.Select(i => (long)i)], lesson.Classes, lesson.Vectors, [.. Enumerable.Range(0, set.ClassNames.Count).Select(c => (long)c)]);
        return SecondOpinionPicker.Deal(picks, pool, predictions, labelled, lesson.Trainer, lesson.How, people.Given, options.MostSecond, cancel);
    }

    private CrowdState Judge(CrowdAnswerer people, Lesson lesson, CancellationToken cancel)
    {
        var predictions = lesson.Model.CreateScorer().Score(set.Vectors.At(set.Test), threads: 1, cancel);
        var summary = Evaluator.Evaluate(
            EvaluationBasis.TestSplit, [.. set.Test.Select(p => (long)p)], [.. set.Test.Select(p => set.Classes[p])], predictions).Summary;
        var right = lesson.Images.Zip(lesson.Classes).Count(i => set.Classes[i.First] == i.Second);
        return new CrowdState(people.Given.Count, lesson.Images.Length, (double)right / lesson.Images.Length, summary.Accuracy, summary.BalancedAccuracy);
    }

    private sealed record Lesson(
        int[] Images, int[] Classes, VectorRows Vectors, ITrainer Trainer, TrainingOptions How, Classifier Model, TrainingSet Training);
}
