using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

public sealed class CrossValidationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Vectors_that_tell_the_classes_apart_beat_vectors_that_do_not()
    {
        int[] classes = [.. Enumerable.Range(0, 90).Select(i => i % 3)];
        var random = new Random(1);
        float[] noise = [.. Enumerable.Range(0, 90 * 2).Select(_ => random.NextSingle())];
        float[] telling = [.. classes.SelectMany((k, i) => new[] { k == 0 ? 1f : 0, (k == 1 ? 1 : 0) + (0.1f * noise[i]) })];

        var good = Judge(telling, classes).ShouldNotBeNull();
        var bad = Judge(noise, classes).ShouldNotBeNull();

        good.BalancedAccuracy.ShouldBe(1, 1e-9);
        good.StandardError.ShouldBe(0, 1e-9);
        bad.BalancedAccuracy.ShouldBeInRange(0.1, 0.6);
        // Three classes of thirty: sqrt(3 r (1 - r) / 30) / 3 is 0.05 at a third right.
        bad.StandardError.ShouldBeInRange(0.035, 0.053);
    }

    [Fact]
    public void Too_few_images_are_not_judged() => Judge([0, 1], [0, 1], length: 1).ShouldBeNull();

    [Theory]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(99)]
    public void A_sample_holds_each_classs_share(int most)
    {
        int[] classes = [.. Enumerable.Range(0, 100).Select(i => i < 70 ? 0 : i < 99 ? 1 : 2)];
        var drawn = StratifiedSample.Draw(classes, most, seed: 3);
        drawn.Count.ShouldBe(most);
        drawn.ShouldBe(drawn.Distinct().Order());
        var counts = drawn.CountBy(place => classes[place]).ToDictionary();
        ((double)counts[0]).ShouldBe(most * 0.7, 1.5);
        counts[2].ShouldBe(1);
        StratifiedSample.Draw(classes, most, seed: 3).ShouldBe(drawn);
        StratifiedSample.Draw(classes, most, seed: 4).ShouldNotBe(drawn);
    }

    [Fact]
    public void All_are_taken_where_there_are_no_more() => StratifiedSample.Draw([0, 1, 1], 3, seed: 1).ShouldBe([0, 1, 2]);

    private static CrossValidated? Judge(float[] vectors, int[] classes, int length = 2) => CrossValidation.Judge(
        new ElasticNetTrainer(), new VectorTable(vectors, length), classes, classes.Max() + 1, new TrainingOptions(), CrossValidation.DefaultFolds, Cancel);
}
