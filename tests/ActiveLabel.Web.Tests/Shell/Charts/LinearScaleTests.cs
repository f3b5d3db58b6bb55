using ActiveLabel.Web.Shell.Charts;
using CsCheck;

namespace ActiveLabel.Web.Tests.Shell.Charts;

public sealed class LinearScaleTests
{
    [Fact]
    public void Higher_values_stand_further_right_and_nearer_the_top()
    {
        var scale = new LinearScale(10, 30);

        scale.X(10).ShouldBe(0);
        scale.X(25).ShouldBe(750);
        scale.Y(10).ShouldBe(1000);
        scale.Y(25).ShouldBe(250);
    }

    [Theory]
    [InlineData(0, 1, 6, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0.62, 0.91, 5, new[] { 0.7, 0.8, 0.9 })]
    [InlineData(0, 100, 6, new double[] { 0, 20, 40, 60, 80, 100 })]
    [InlineData(0, 91, 6, new double[] { 0, 20, 40, 60, 80 })]
    public void Ticks_are_round_and_lie_within(double from, double to, int most, double[] expected) =>
        new LinearScale(from, to).Ticks(most).ShouldBe(expected);

    [Fact]
    public void A_scale_around_values_holds_them_and_ends_in_ticks() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[2, 10]).Sample((a, b, ticks) =>
        {
            var (low, high) = (Math.Min(a, b), Math.Max(a, b));
            var scale = LinearScale.Around(low, high, ticks);
            var marks = scale.Ticks(ticks + 2);
            return scale.From <= low + 1e-9 && scale.To >= high - 1e-9 && marks.Count >= 2;
        });

    [Fact]
    public void One_value_alone_still_makes_a_scale() => LinearScale.Around(0.8, 0.8, 5).To.ShouldBeGreaterThan(0.8 - 1e-9);

    [Fact]
    public void A_scale_that_runs_backwards_is_refused() => Should.Throw<ArgumentException>(() => new LinearScale(1, 1));
}
