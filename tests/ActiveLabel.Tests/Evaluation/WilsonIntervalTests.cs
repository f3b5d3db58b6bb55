using ActiveLabel.Core.Evaluation;
using CsCheck;

namespace ActiveLabel.Tests.Evaluation;

public sealed class WilsonIntervalTests
{
    /// <summary>Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Published_worked_examples_come_out(int right, int count, double low, double high)
    {
        var interval = WilsonInterval.Of((double)right / count, count);

        interval.Low.ShouldBe(low, 0.00005);
        interval.High.ShouldBe(high, 0.00005);
    }

    [Fact]
    public void It_holds_the_share_and_stays_between_nought_and_one() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 1000]).Where((right, count) => right <= count).Sample((right, count) =>
        {
            var share = (double)right / count;
            var interval = WilsonInterval.Of(share, count);
            return interval.Low >= 0 && interval.High <= 1 && interval.Low <= share + 1e-12 && interval.High >= share - 1e-12;
        });

    [Fact]
    public void More_images_make_it_narrower() =>
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 1000]).Sample((share, count) =>
        {
            var few = WilsonInterval.Of(share, count);
            var many = WilsonInterval.Of(share, count * 2);
            return many.High - many.Low < few.High - few.Low;
        });

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(-0.1, 10)]
    [InlineData(1.1, 10)]
    [InlineData(double.NaN, 10)]
    public void What_is_no_share_or_counted_on_nothing_is_refused(double share, int count) =>
        Should.Throw<ArgumentOutOfRangeException>(() => WilsonInterval.Of(share, count));
}
