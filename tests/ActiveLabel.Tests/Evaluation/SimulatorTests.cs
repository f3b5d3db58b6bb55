using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Evaluation.Simulation.Curves;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Learning;
using ActiveLabel.Tests.Learning;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

public sealed class SimulatorTests
{
    private static readonly SimulationOptions Options =
        new([QueryStrategy.Random, QueryStrategy.Margin], SimulationStart.Random, Batch: 5, Rounds: 6, Seeds: 3, L1: 0.01f, L2: 0.01f);

    private static readonly Simulator Simulator = new(new ElasticNetTrainer());

    [Fact]
    public void Every_strategy_starts_from_the_same_images_and_asks_for_as_many()
    {
        var report = Run(Options);

        report.Strategies.Select(s => s.Strategy).ShouldBe([QueryStrategy.Random, QueryStrategy.Margin]);
        report.Strategies[0].Rounds[0].Accuracy.ShouldBe(report.Strategies[1].Rounds[0].Accuracy);
        foreach (var curve in report.Strategies)
        {
            curve.Rounds.Select(r => r.Asked.Mean).ShouldBe([6, 11, 16, 21, 26, 31, 36]);
            curve.Rounds.ShouldAllBe(r => Math.Abs(r.Confusion.Sum(row => row.Sum()) - 30) < 1e-9);
        }
    }

    [Fact]
    public void The_same_options_give_the_same_report_whatever_the_number_of_threads()
    {
        var options = Options with { Strategies = [QueryStrategy.Random, QueryStrategy.Margin, QueryStrategy.Default], L1 = 0, L2 = 1, Noise = 0.2, Reach = [0.6] };
        var cancel = TestContext.Current.CancellationToken;
        var one = new Simulator(new TrainerChoice(), threads: 1).Run(Set(), options, null, cancel);
        var many = new Simulator(new TrainerChoice(), threads: 7).Run(Set(), options, null, cancel);

        Flat(many).ShouldBe(Flat(one));
        Flat(many).ShouldNotBeEmpty();
    }

    [Fact]
    public void Replays_of_one_seed_run_at_the_same_time()
    {
        // Each trainer waits for a second one: with one at a time neither would go on.
        using var both = new Barrier(2);
        var met = 0;
        var trainer = new ElasticNetTrainer();
        var simulator = new Simulator(new Waiting(trainer, () =>
        {
            if (both.SignalAndWait(TimeSpan.FromSeconds(30)))
                Interlocked.Increment(ref met);
        }), threads: 2);

        simulator.Run(Set(), Options with { Seeds = 1, Rounds = 0, Strategies = [QueryStrategy.Random, QueryStrategy.Margin, QueryStrategy.Entropy] }, null, TestContext.Current.CancellationToken);

        met.ShouldBe(4);
    }

    [Fact]
    public void An_observer_sees_every_state_with_its_model_and_predictions()
    {
        var seen = new ConcurrentBag<(QueryStrategy, int, int)>();
        var simulator = new Simulator(new ElasticNetTrainer())
        {
            Observer = (strategy, seed, state) =>
            {
                state.Model.ClassCount.ShouldBe(3);
                state.Evaluation.Predictions.Count.ShouldBe(30);
                seen.Add((strategy, seed, state.Round));
            },
        };

        simulator.Run(Set(), Options, null, TestContext.Current.CancellationToken);

        seen.Count.ShouldBe(2 * 3 * 7);
        seen.Distinct().Count().ShouldBe(seen.Count);
    }

    [Fact]
    public void A_replay_ends_when_the_pool_does_and_comes_to_the_model_of_all_labels()
    {
        var report = Run(Options with { Rounds = 100, Batch = 40 });

        foreach (var curve in report.Strategies)
        {
            curve.Rounds.Select(r => r.Asked.Mean).ShouldBe([6, 46, 86, 90]);
            curve.Rounds[^1].Accuracy.Mean.ShouldBe(report.WholePool.Accuracy.Mean, 0.05);
        }
    }

    [Fact]
    public void Images_of_no_class_cost_a_label_and_train_nothing()
    {
        var set = Set();
        int[] classes = [.. set.Classes.Select((c, i) => set.Pool.Contains(i) && i % 4 == 0 ? LabelledSet.Outside : c)];
        var outside = set.Pool.Count(i => classes[i] == LabelledSet.Outside);
        outside.ShouldBeGreaterThan(10);

        var report = Simulator.Run(With(set, classes), Options with { Rounds = 100 }, null, TestContext.Current.CancellationToken);

        var last = report.Strategies[0].Rounds[^1];
        last.Asked.Mean.ShouldBe(90);
        last.Labels.Mean.ShouldBe(90 - outside);
        report.WholePool.Labels.Mean.ShouldBe(90 - outside);
    }

    [Fact]
    public void Before_two_classes_are_known_the_one_known_is_predicted()
    {
        // The images to begin with are all of class 0.
        var set = Set();
        var given = new LabelledSet(set.Vectors, set.Classes, set.ClassNames, [.. set.Pool.Where(i => set.Classes[i] == 0).Take(3)],
            [.. set.Pool.Where(i => set.Classes[i] != 0)], set.Test);

        var report = Simulator.Run(given, Options with { Start = SimulationStart.Given }, null, TestContext.Current.CancellationToken);

        report.Strategies[0].Rounds[0].BalancedAccuracy.Mean.ShouldBe(1.0 / 3, 1e-9);
        report.Strategies[0].Rounds[^1].BalancedAccuracy.Mean.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Labels_saved_are_read_off_the_random_curve()
    {
        var report = Run(Options);
        var (random, margin) = (report.Strategies[0], report.Strategies[1]);

        random.Rounds.ShouldAllBe(r => r.Saved == null);
        margin.Rounds[0].Saved.ShouldBe(new LabelsSaved(0, AtLeast: false));
        margin.Rounds.ShouldAllBe(r => r.Saved != null);
        Run(Options with { Strategies = [QueryStrategy.Margin] }).Strategies[0].Rounds.ShouldAllBe(r => r.Saved == null);
    }

    [Fact]
    public void Wrong_answers_train_and_the_test_images_stay_right()
    {
        // Nearly always one of the two other classes: a model that believes it is hardly ever right.
        var report = Run(Options with { Noise = 0.98 });

        report.WholePool.Accuracy.Mean.ShouldBeLessThan(0.2);
        report.Strategies.Select(s => s.Rounds[^1].Accuracy.Mean).ShouldAllBe(accuracy => accuracy < 0.33);
        Run(Options).WholePool.Accuracy.Mean.ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public void Every_strategy_and_every_start_can_be_replayed()
    {
        foreach (var start in new[] { SimulationStart.Centroid, SimulationStart.Random, SimulationStart.Typical })
        {
            var report = Replay(Options with { Strategies = QueryStrategy.All, Start = start, Rounds = 2, Seeds = 1 });

            report.Strategies.Select(s => s.Strategy).ShouldBe(QueryStrategy.All);
            report.Strategies.ShouldAllBe(s => s.Rounds.Count == 3 && s.Rounds[2].Labels.Mean == 16);
        }
    }

    [Fact]
    public void A_committee_learns_from_spread_labels_where_the_model_does()
    {
        QueryStrategy[] committee = [QueryStrategy.Of(UtilityKind.Committee)];

        var alone = Replay(Options with { Strategies = committee });
        var spread = Replay(Options with { Strategies = committee, Spreading = Spreading.All });

        Flat(spread).ShouldBe(Flat(Replay(Options with { Strategies = committee, Spreading = Spreading.All })));
        Flat(spread).ShouldNotBe(Flat(alone));
    }

    [Fact]
    public void Progress_counts_up_to_its_total()
    {
        var seen = new List<SimulationProgress>();

        Simulator.Run(Set(), Options, new Listening(seen), TestContext.Current.CancellationToken);

        seen.Count.ShouldBe((2 * 3 * 7) + 1);
        seen.Select(s => s.Done).Order().ShouldBe(Enumerable.Range(1, 43));
        seen.ShouldAllBe(s => s.Total == 43);
    }

    [Fact]
    public void All_that_is_wrong_with_the_options_is_said_at_once()
    {
        var wrong = new SimulationOptions([], SimulationStart.Random, Batch: 0, Rounds: -1, Seeds: 0, L1: -1, L2: float.NaN, Noise: 1) { Reach = [1.5] };

        var message = Should.Throw<WrongUseException>(wrong.Check).Message;

        foreach (var part in new[] { "strategy", "batch", "rounds", "seed", "L1", "noise", "reach" })
        {
            message.ShouldContain(part);
        }
    }

    [Fact]
    public void A_given_start_needs_images_to_start_with() =>
        Should.Throw<WrongUseException>(() => Run(Options with { Start = SimulationStart.Given })).Message.ShouldContain("initial");

    [Fact]
    public void Equal_values_have_that_value_as_their_mean_and_no_error() =>
        Estimate.Of([0.1, 0.1, 0.1]).ShouldBe(new Estimate(0.1, 0));

    [Fact]
    public void The_error_of_a_mean_is_that_of_the_sample() => Estimate.Of([1.0, 2, 3, 4]).StandardError!.Value.ShouldBe(Math.Sqrt(5.0 / 3 / 4), 1e-12);

    /// <summary>By the program's own trainer, which also learns from guesses.</summary>
    private static SimulationReport Replay(SimulationOptions options) =>
        new Simulator(Rounds.World.RealTrainer()).Run(Set(), options, null, TestContext.Current.CancellationToken);

    private static SimulationReport Run(SimulationOptions options) => Simulator.Run(Set(), options, null, TestContext.Current.CancellationToken);

    /// <summary>Three classes, 90 images in the pool and 30 that judge.</summary>
    private static LabelledSet Set()
    {
        var blobs = Blobs.Make(count: 120, length: 6, classes: 3, seed: 11, spread: 2);
        var rows = new VectorRows(new VectorTable(blobs.Features, 6), [.. Enumerable.Range(0, 120).Select(i => (long)i)]);
        return new LabelledSet(rows, blobs.Classes, ["a", "b", "c"], [], [.. Enumerable.Range(0, 90)], [.. Enumerable.Range(90, 30)]);
    }

    private static LabelledSet With(LabelledSet set, IReadOnlyList<int> classes) =>
        new(set.Vectors, classes, set.ClassNames, set.Initial, set.Pool, set.Test);

    private static IEnumerable<string> Flat(SimulationReport report) => report.Strategies.SelectMany(s => s.Rounds).Select(r =>
        $"{r.Round} {r.Labels} {r.Accuracy} {r.BalancedAccuracy} {string.Join(";", r.Confusion.SelectMany(c => c))} {r.Saved}")
        .Concat(report.Strategies.Select(s => $"{s.Area} {s.Difference?.Area} {s.Difference?.Worst}"))
        .Concat(report.Reached.SelectMany(r => r.Strategies).Select(r => r.ToString()))
        .Append($"{report.WholePool.Accuracy}");

    private sealed class Waiting(ITrainer trainer, Action wait) : ITrainer
    {
        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            wait();
            return trainer.Train(set, options, cancel);
        }
    }

    private sealed class Listening(List<SimulationProgress> seen) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value)
        {
            lock (seen)
            {
                seen.Add(value);
            }
        }
    }
}
