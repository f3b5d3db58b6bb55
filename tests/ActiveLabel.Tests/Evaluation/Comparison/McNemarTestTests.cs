using ActiveLabel.Core.Evaluation.Comparison;

namespace ActiveLabel.Tests.Evaluation.Comparison;

public sealed class McNemarTestTests
{
    /// <summary>By whole fractions in Python: 2 * sum(comb(n, k) for k up to the lesser) / 2**n.</summary>
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 7, 0.015625)]
    [InlineData(10, 2, 0.03857421875)]
    [InlineData(17, 6, 0.03468966484069824)]
    [InlineData(121, 59, 4.434449263755176e-06)]
    [InlineData(900, 1100, 8.457089535503927e-06)]
    public void The_p_value_is_that_of_a_fair_coin(int made, int lost, double expected)
    {
        McNemarTest.PValue(made, lost).ShouldBe(expected, expected * 1e-9);
        McNemarTest.PValue(lost, made).ShouldBe(expected, expected * 1e-9);
    }

    [Fact]
    public void Counts_below_nought_are_refused() => Should.Throw<ArgumentOutOfRangeException>(() => McNemarTest.PValue(-1, 3));
}
