using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Evaluation.Simulation.Curves;
using ActiveLabel.Core.Sampling;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Simulation;

/// <summary>Figures worked out by hand from curves of a few points.</summary>
public sealed class LearningCurvesTests
{
    // Balanced accuracy after 10, 20 and 30 labels, two seeds.
    private static readonly ReplayedRun[] Random =
        [Run(QueryStrategy.Random, 1, 0.40, 0.50, 0.60), Run(QueryStrategy.Random, 2, 0.60, 0.70, 0.80)];

    private static readonly ReplayedRun[] Margin =
        [Run(QueryStrategy.Margin, 1, 0.40, 0.60, 0.70), Run(QueryStrategy.Margin, 2, 0.60, 0.82, 0.94)];

    [Fact]
    public void Differences_are_taken_seed_by_seed()
    {
        var margin = Compare().Strategies[1].Difference!;

        // The seeds lie 0.2 apart, their differences 0.02: only those count.
        margin.Rounds[0].BalancedAccuracy.ShouldBe(new Estimate(0, 0));
        Close(margin.Rounds[1].BalancedAccuracy, 0.11, 0.01);
        Close(margin.Rounds[2].BalancedAccuracy, 0.12, 0.02);
        Close(margin.Rounds[2].Accuracy, 0.06, 0.01);
    }

    [Fact]
    public void The_worst_round_is_that_of_the_fewest_standard_errors_and_rounds_that_never_differ_are_none()
    {
        var worst = Compare().Strategies[1].Difference!.Worst!;

        worst.Round.ShouldBe(2);
        worst.StandardErrors.ShouldBe(6, 1e-9);
        worst.Difference.ShouldBe(0.12, 1e-9);
    }

    [Fact]
    public void A_round_in_which_every_seed_loses_alike_is_the_worst_there_is()
    {
        var worse = Random.Select(r => Run(QueryStrategy.Margin, r.Seed, [.. r.Rounds.Select((x, i) => i == 1 ? x.BalancedAccuracy - 0.25 : x.BalancedAccuracy)])).ToArray();

        var worst = Compare([Random, worse]).Strategies[1].Difference!.Worst!;

        (worst.Round, worst.StandardErrors).ShouldBe((1, double.NegativeInfinity));
    }

    [Fact]
    public void The_area_is_the_mean_on_the_way()
    {
        var report = Compare();

        // Trapezoids: (0.4 + 2 * 0.5 + 0.6) / 4 and (0.6 + 2 * 0.7 + 0.8) / 4.
        Close(report.Strategies[0].Area, 0.6, 0.1);
        Close(report.Strategies[1].Difference!.Area, 0.085, 0.01);
    }

    [Fact]
    public void Random_is_the_baseline_where_it_is_among_them_else_the_first()
    {
        var entropy = Random.Select(r => r with { Strategy = QueryStrategy.Entropy }).ToArray();

        Compare([Margin, Random]).Baseline.ShouldBe(QueryStrategy.Random);
        Compare([Margin, entropy]).Baseline.ShouldBe(QueryStrategy.Margin);
        Compare([Margin]).Baseline.ShouldBeNull();
        Compare([Margin, Random]).Strategies[1].Difference.ShouldBeNull();
    }

    [Fact]
    public void Labels_for_what_the_baseline_comes_to_are_read_between_the_rounds()
    {
        var reached = Compare().Reached.ShouldHaveSingleItem();

        reached.BalancedAccuracy.ShouldBe(0.7, 1e-9);
        reached.IsBaselines.ShouldBeTrue();
        reached.Strategies[0].Labels.ShouldBe(30);
        // Margin has 0.5 after 10 labels and 0.71 after 20.
        reached.Strategies[1].Labels.ShouldBe(10 + (10 * 0.20 / 0.21), 1e-9);
        reached.Strategies[1].Share!.Value.ShouldBe((10 + (10 * 0.20 / 0.21)) / 30, 1e-9);
        reached.Strategies[1].ShareIsAtMost.ShouldBeFalse();
    }

    [Fact]
    public void What_nobody_or_everybody_reaches_is_said_so()
    {
        var reached = Compare([Random, Margin], 0.81, 0.3, 0.95).Reached;

        var at = reached[1].Strategies;
        (at[0].Crossing, at[0].Labels, at[0].Share).ShouldBe((Crossing.Never, 30.0, null));
        at[1].Crossing.ShouldBe(Crossing.Within);
        at[1].ShareIsAtMost.ShouldBeTrue();
        at[1].Share!.Value.ShouldBe(at[1].Labels / 30, 1e-9);
        reached[2].Strategies.ShouldAllBe(s => s.Crossing == Crossing.AtStart && s.Labels == 10);
        reached[2].Strategies.ShouldAllBe(s => s.Share == null && s.LabelsError == null);
        reached[3].Strategies.ShouldAllBe(s => s.Crossing == Crossing.Never && s.Share == null && s.LabelsError == null);
    }

    [Fact]
    public void The_bootstrap_error_comes_near_the_known_one()
    {
        // One line a seed, moved by a normal number: labels for 0.5 move against it, 100 labels for each 1.
        var noise = new Random(5);
        var moved = Enumerable.Range(1, 40).Select(seed => (seed, by: 0.05 * Normal(noise))).ToArray();
        var lines = moved.Select(m => Run(QueryStrategy.Margin, m.seed, 0.4 + m.by, 0.5 + m.by, 0.6 + m.by)).ToArray();

        var reach = Compare([lines], 0.5).Reached.ShouldHaveSingleItem().Strategies[0];

        reach.LabelsError!.Value.ShouldBe(100 * Estimate.Of([.. moved.Select(m => m.by)]).StandardError!.Value, 0.08);
    }

    [Fact]
    public void One_seed_has_no_errors()
    {
        var report = Compare([[Random[0]], [Margin[0]]]);

        report.Strategies[1].Difference!.Worst.ShouldBeNull();
        report.Strategies[1].Difference!.Area.StandardError.ShouldBeNull();
        report.Reached[0].Strategies[1].LabelsError.ShouldBeNull();
        report.Reached[0].Strategies[1].Share.ShouldNotBeNull();
    }

    [Fact]
    public void Replays_of_other_lengths_are_compared_as_far_as_all_go()
    {
        var shorter = Margin[1] with { Rounds = [.. Margin[1].Rounds.Take(2)] };

        Compare([Random, [Margin[0], shorter]]).Strategies.ShouldAllBe(s => s.Rounds.Count == 2);
    }

    private static SimulationReport Compare(ReplayedRun[][]? runs = null, params double[] targets)
    {
        ReplayedRun[][] all = runs ?? [Random, Margin];
        return LearningCurves.Compare(all, [all[0][0].Rounds[0]], targets);
    }

    private static ReplayedRun Run(QueryStrategy strategy, int seed, params double[] balanced) => new(strategy, seed,
    [
        .. balanced.Select((b, i) => new ReplayedRound((i + 1) * 10, (i + 1) * 10, b / 2, b, new ConfusionMatrix([0, 1], [0, 1], 2), [null, null])),
    ]);

    private static void Close(Estimate actual, double mean, double error)
    {
        actual.Mean.ShouldBe(mean, 1e-9);
        actual.StandardError!.Value.ShouldBe(error, 1e-9);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
