using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Simulation.Stopping;
using ActiveLabel.Core.Evaluation.Stopping;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Stopping;

public sealed class StoppingTrackerTests
{
    [Fact]
    public void The_true_point_is_the_round_from_which_on_no_next_fifty_labels_bring_a_point()
    {
        // 0.04 points a label up to 200, so 2 a round of 50; then nothing. Smoothed over 20 labels, 50 labels bring a point up to 170.
        var curve = new MeanCurve([Replay(n => 0.5 + (0.0004 * Math.Min(n, 200)))]);

        curve.TruePoint.ShouldNotBeNull().ShouldBeInRange(170, 190);
        curve.At(1000).ShouldBe(0.58, 1e-9);
        (curve.At(115) - curve.At(105)).ShouldBe(0.004, 1e-9);
    }

    [Fact]
    public void A_curve_that_still_rises_at_the_end_has_no_true_point() =>
        new MeanCurve([Replay(n => 0.5 + (0.0004 * n))]).TruePoint.ShouldBeNull();

    [Fact]
    public void What_one_seed_has_by_chance_does_not_move_the_point()
    {
        var smooth = new MeanCurve([Replay(n => 0.8 - (4.0 / n))]);
        var noisy = new MeanCurve([Replay(n => 0.8 - (4.0 / n) + (n / 10 % 2 * 0.02)), Replay(n => 0.8 - (4.0 / n) - (n / 10 % 2 * 0.02))]);

        noisy.TruePoint.ShouldBe(smooth.TruePoint);
    }

    [Fact]
    public void Quartiles_are_straight_between_the_values() =>
        Quartiles.Of([4, 1, 3, 2, 5, 6]).ShouldBe(new Quartiles(2.25, 3.5, 4.75));

    private static JudgedRound[] Replay(Func<int, double> accuracy) =>
        [.. Enumerable.Range(1, 40).Select(i => new JudgedRound(EvaluationBasis.TestSplit, i * 10, accuracy(i * 10), 0.015, 600))];
}
