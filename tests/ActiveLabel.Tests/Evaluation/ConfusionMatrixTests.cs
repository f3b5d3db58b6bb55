using ActiveLabel.Core.Evaluation;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Figures_follow_from_the_counts()
    {
        // Two classes, six images: [3 1; 1 1]; a third class has none.
        var matrix = new ConfusionMatrix([0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 0, 1], 3);

        matrix.ToRows().ShouldBe([[3, 1, 0], [1, 1, 0], [0, 0, 0]]);
        matrix.Accuracy.ShouldBe(4.0 / 6);
        matrix.Recall(0).ShouldBe(0.75);
        matrix.Precision(1).ShouldBe(0.5);
        matrix.F1(0).ShouldBe(0.75);
        matrix.BalancedAccuracy.ShouldBe((0.75 + 0.5) / 2);
        matrix.MacroF1.ShouldBe((0.75 + 0.5) / 2);
        (matrix.Recall(2), matrix.Precision(2), matrix.F1(2), matrix.Support(2)).ShouldBe((0, 0, 0, 0));
    }

    [Fact]
    public void Counts_add_up() => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4]).Array[0, 60].Sample(pairs =>
    {
        var (truth, predicted) = (pairs.Select(p => p.Item1).ToArray(), pairs.Select(p => p.Item2).ToArray());
        var matrix = new ConfusionMatrix(truth, predicted, 5);

        matrix.ToRows().Sum(r => r.Sum()).ShouldBe(pairs.Length);
        for (var k = 0; k < 5; k++)
        {
            matrix.ToRows()[k].Sum().ShouldBe(matrix.Support(k));
            matrix.Support(k).ShouldBe(truth.Count(t => t == k));
            matrix.F1(k).ShouldBeInRange(0, 1);
        }

        matrix.Accuracy.ShouldBeInRange(0, 1);
        matrix.BalancedAccuracy.ShouldBeInRange(0, 1);
    });

    [Fact]
    public void A_class_out_of_range_is_refused() =>
        Should.Throw<ArgumentException>(() => new ConfusionMatrix([0, 2], [0, 1], 2)).Message.ShouldContain("Image 1 ");
}
