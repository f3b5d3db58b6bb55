using ActiveLabel.Core.Evaluation.Annotators;

namespace ActiveLabel.Tests.Evaluation.Annotators;

public sealed class PairedDifferenceTests
{
    [Fact]
    public void Interval_is_that_of_Agresti_and_Min()
    {
        // 40 images right by both, 12 only before, 4 only after, 44 by neither: by hand, with half an image in each cell,
        // (4.5 - 12.5) / 102 and sqrt(4.5 + 12.5 - 8² / 102) / 102.
        int[] truth = new int[100];
        int[] before = [.. Enumerable.Range(0, 100).Select(i => i < 52 ? 0 : 1)];
        int[] after = [.. Enumerable.Range(0, 100).Select(i => i < 40 || i is >= 52 and < 56 ? 0 : 1)];

        var difference = PairedDifference.OfAccuracy(truth, before, after);

        difference.Value.ShouldBe(-0.08, 1e-12);
        var (centre, error) = (-8 / 102.0, Math.Sqrt(17 - (64 / 102.0)) / 102);
        difference.Interval.Low.ShouldBe(centre - (1.959963984540054 * error), 1e-12);
        difference.Interval.High.ShouldBe(centre + (1.959963984540054 * error), 1e-12);
        difference.IsWorse.ShouldBe(difference.Interval.High < 0);
    }

    [Fact]
    public void Two_models_that_say_the_same_differ_by_nothing_with_some_doubt_left()
    {
        int[] truth = [0, 1, 0, 1];

        var difference = PairedDifference.OfBalancedAccuracy(truth, truth, truth);

        difference.Value.ShouldBe(0);
        (difference.IsBetter, difference.IsWorse).ShouldBe((false, false));
        difference.Interval.Low.ShouldBeLessThan(0);
    }

    [Fact]
    public void Interval_holds_the_true_difference_about_as_often_as_it_says()
    {
        var random = new Random(8);
        var held = Enumerable.Range(0, 1000).Count(_ =>
        {
            // Before right in 0.7 of all cases, after in 0.6, apart from each other.
            var truth = new int[80];
            int[] before = [.. truth.Select(_ => random.NextDouble() < 0.7 ? 0 : 1)];
            int[] after = [.. truth.Select(_ => random.NextDouble() < 0.6 ? 0 : 1)];
            var interval = PairedDifference.OfAccuracy(truth, before, after).Interval;
            return interval.Low <= -0.1 && -0.1 <= interval.High;
        });
        held.ShouldBeInRange(930, 975);
    }
}
