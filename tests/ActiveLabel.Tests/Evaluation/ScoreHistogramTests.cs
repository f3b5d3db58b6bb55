using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Thresholds;
using CsCheck;

namespace ActiveLabel.Tests.Evaluation;

public sealed class ScoreHistogramTests
{
    private static readonly Gen<(float Score, bool Positive)[]> Scored = Gen.Select(Gen.Float[0, 1], Gen.Bool).Array[0, 60];

    [Fact]
    public void What_lies_above_the_end_of_a_bin_is_what_a_threshold_there_calls_so() => Gen.Select(Scored, Gen.Int[0, 19]).Sample((scored, bin) =>
    {
        float[] scores = [.. scored.Select(s => s.Score)];
        bool[] isPositive = [.. scored.Select(s => s.Positive)];

        var histogram = ScoreHistogram.Of(scores, isPositive);
        var figures = new ThresholdSweep(scores, isPositive).At((float)histogram.From(bin));

        histogram.OfClass.Skip(bin).Sum().ShouldBe(figures.TruePositives);
        histogram.Others.Skip(bin).Sum().ShouldBe(figures.FalsePositives);
    });

    [Fact]
    public void The_surest_image_of_all_is_in_the_last_bin() => ScoreHistogram.Of([1, 0], [true, false], bins: 4).ShouldSatisfyAllConditions(
        histogram => histogram.OfClass.ShouldBe([0, 0, 0, 1]),
        histogram => histogram.Others.ShouldBe([1, 0, 0, 0]));
}
