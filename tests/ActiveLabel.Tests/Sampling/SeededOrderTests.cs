using ActiveLabel.Core.Sampling;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Sampling;

public sealed class SeededOrderTests
{
    [Fact]
    public void The_first_of_the_order_are_those_that_sorting_all_puts_first() =>
        Gen.Select(Gen.Int[0, 3_000], Gen.Int[0, 400], Gen.Int).Sample((images, count, seed) =>
        {
            long[] ids = [.. Enumerable.Range(0, images).Select(i => 7L * i)];

            SeededOrder.First(ids, seed, count).ShouldBe(SeededOrder.Shuffle(ids, seed).Take(count));
        }, iter: 100);
}
