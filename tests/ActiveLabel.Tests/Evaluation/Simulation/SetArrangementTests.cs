using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Learning;
using ActiveLabel.Tests.Learning;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Simulation;

public sealed class SetArrangementTests
{
    private static readonly SimulationOptions Options =
        new([QueryStrategy.Random, QueryStrategy.Margin], SimulationStart.Random, Batch: 5, Rounds: 2, Seeds: 4, L1: 0, L2: 1);

    [Fact]
    public void Splits_hold_a_share_of_every_class_and_every_image_once()
    {
        var sets = SetArrangement.Of(Set(60, 30, 12), Options with { Splits = 3, TestShare = 0.25 });

        sets.Count.ShouldBe(3);
        foreach (var set in sets)
        {
            set.CountOf(set.Test).ShouldBe([16, 8, 4]);
            set.Pool.Concat(set.Test).Order().ShouldBe(Enumerable.Range(0, 108));
        }

        sets.Select(s => string.Join(",", s.Test)).Distinct().Count().ShouldBe(3);
        SetArrangement.Of(Set(60, 30, 12), Options with { Splits = 3, TestShare = 0.25 })[1].Test.ShouldBe(sets[1].Test);
    }

    [Fact]
    public void A_set_without_test_images_can_be_split()
    {
        var set = Set(20, 10, 5);
        var all = set.With([], [.. set.Pool, .. set.Test], []);

        SetArrangement.Of(all, Options with { Splits = 1 })[0].Test.Count.ShouldBe(13);
        Should.Throw<WrongUseException>(() => SetArrangement.Of(all, Options)).Message.ShouldContain("test images");
    }

    [Theory]
    [InlineData(new[] { 90, 90, 90 }, 9, new[] { 90, 30, 10 })]
    [InlineData(new[] { 30, 1000, 90 }, 100, new[] { 9, 900, 90 })]
    [InlineData(new[] { 6, 100, 6 }, 50, new[] { 6, 42, 2 })]
    public void A_thinned_pool_falls_by_the_same_factor_from_class_to_class(int[] before, double ratio, int[] after)
    {
        var set = Set(before);
        var thinned = SetArrangement.Of(set, Options with { Imbalance = ratio })[0];

        thinned.CountOf(thinned.Pool).ShouldBe(after);
        thinned.Pool.ShouldBeSubsetOf(set.Pool);
        thinned.Test.ShouldBe(set.Test);
    }

    [Fact]
    public void Splits_are_replayed_in_turns_and_come_to_one_curve()
    {
        var report = new Simulator(new TrainerChoice()).Run(Set(40, 30, 20), Options with { Splits = 2 }, null, TestContext.Current.CancellationToken);

        report.Sets.Count.ShouldBe(2);
        report.Strategies[0].Rounds[0].BalancedAccuracy.ShouldBe(report.Strategies[1].Rounds[0].BalancedAccuracy);
        report.Strategies[0].Rounds[0].BalancedAccuracy.StandardError!.Value.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(5, 1, "5 splits need at least as many seeds")]
    [InlineData(-1, 1, "splits cannot be negative")]
    [InlineData(0, 0.5, "imbalance")]
    [InlineData(0, double.NaN, "imbalance")]
    public void What_cannot_be_arranged_is_refused(int splits, double imbalance, string fault) =>
        Should.Throw<WrongUseException>((Options with { Splits = splits, Imbalance = imbalance }).Check).Message.ShouldContain(fault);

    [Fact]
    public void A_given_start_goes_with_the_given_split()
    {
        var set = Set(20, 20);
        var given = set.With([.. set.Pool.Take(3)], [.. set.Pool.Skip(3)], set.Test);

        Should.Throw<WrongUseException>(() => SetArrangement.Of(given, Options with { Start = SimulationStart.Given, Splits = 2 })).Message.ShouldContain("--splits");
    }

    [Fact]
    public void One_class_only_is_refused_by_its_name()
    {
        var set = Set(20, 20);
        var pool = set.With([], [.. set.Pool.Where(i => set.Classes[i] == 1)], set.Test);
        var test = set.With([], set.Pool, [.. set.Test.Where(i => set.Classes[i] == 0)]);

        Should.Throw<WrongUseException>(() => SetArrangement.Of(pool, Options)).Message.ShouldContain("all images to ask about are of the class 'class 1'");
        Should.Throw<WrongUseException>(() => SetArrangement.Of(test, Options)).Message.ShouldContain("all test images are of the class 'class 0'");
    }

    [Fact]
    public void More_classes_than_labels_and_a_pool_below_a_batch_are_replayed_to_the_end()
    {
        var set = Set([.. Enumerable.Repeat(1, 8)]);

        var report = new Simulator(new TrainerChoice()).Run(
            set.With([.. set.Pool.Take(3)], [.. set.Pool.Skip(3)], set.Test),
            Options with { Start = SimulationStart.Given, Batch = 50, Rounds = 9 }, null, TestContext.Current.CancellationToken);

        report.Strategies.ShouldAllBe(s => s.Rounds.Count == 2);
        report.Strategies[0].Rounds.Select(r => r.Labels.Mean).ShouldBe([3, 8]);
    }

    [Fact]
    public void Vectors_that_are_all_alike_are_replayed()
    {
        var set = Set(10, 10);
        var same = new LabelledSet(
            new VectorRows(new VectorTable(new float[set.Classes.Count * 4], 4), [.. Enumerable.Range(0, set.Classes.Count).Select(i => (long)i)]),
            set.Classes, set.ClassNames, [], set.Pool, set.Test);

        var report = new Simulator(new TrainerChoice()).Run(
            same, Options with { Strategies = [QueryStrategy.Random, QueryStrategy.Default] }, null, TestContext.Current.CancellationToken);

        report.Strategies.ShouldAllBe(s => s.Rounds.Count == 3);
    }

    /// <summary>So many images of each class in the pool, and two of each that judge.</summary>
    private static LabelledSet Set(params int[] pool)
    {
        int[] classes = [.. pool.SelectMany((n, k) => Enumerable.Repeat(k, n)), .. pool.SelectMany((_, k) => Enumerable.Repeat(k, 2))];
        var blobs = Blobs.Make(count: classes.Length, length: 4, classes: pool.Length, seed: 3, spread: 2);
        var asked = pool.Sum();
        return new LabelledSet(
            new VectorRows(new VectorTable(blobs.Features, 4), [.. Enumerable.Range(0, classes.Length).Select(i => (long)i)]),
            classes, [.. pool.Select((_, k) => $"class {k}")], [], [.. Enumerable.Range(0, asked)], [.. Enumerable.Range(asked, classes.Length - asked)]);
    }
}
