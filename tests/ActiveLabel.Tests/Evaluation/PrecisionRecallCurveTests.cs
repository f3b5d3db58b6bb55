using ActiveLabel.Core.Evaluation;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

public sealed class PrecisionRecallCurveTests
{
    private static readonly Gen<(float Score, bool Positive)[]> Scored =
        Gen.Select(Gen.Int[0, 12].Select(i => i / 12f), Gen.Bool).Array[1, 60].Where(s => s.Any(x => x.Item2));

    [Fact]
    public void Each_point_is_what_its_threshold_gives() => Scored.Sample(scored =>
    {
        var points = Curve(scored).Points;

        points.Count.ShouldBe(1 + scored.Select(s => s.Score).Distinct().Count());
        foreach (var point in points.Skip(1))
        {
            var called = scored.Where(s => s.Score >= point.Threshold).ToArray();
            point.Precision.ShouldBe((double)called.Count(s => s.Positive) / called.Length);
            point.Recall.ShouldBe((double)called.Count(s => s.Positive) / scored.Count(s => s.Positive));
        }
    });

    [Fact]
    public void Where_all_scores_are_equal_the_average_precision_is_the_share_of_the_class() => Scored.Sample(scored =>
        Curve([.. scored.Select(s => (0.5f, s.Positive))]).AveragePrecision.ShouldBe(scored.Average(s => s.Positive ? 1.0 : 0), 1e-12));

    [Fact]
    public void It_is_one_where_the_class_scores_above_all_others_and_where_there_are_no_others()
    {
        Curve([(0.9f, true), (0.8f, true), (0.2f, false)]).AveragePrecision.ShouldBe(1);
        Curve([(0.9f, true), (0.1f, true)]).AveragePrecision.ShouldBe(1);
        Curve([(0.4f, true)]).AveragePrecision.ShouldBe(1);
    }

    [Fact]
    public void Without_images_of_the_class_there_is_none() => PrecisionRecallCurve.Of([0.1f, 0.2f], [false, false]).ShouldBeNull();

    private static PrecisionRecallCurve Curve((float Score, bool Positive)[] scored) =>
        PrecisionRecallCurve.Of([.. scored.Select(s => s.Score)], [.. scored.Select(s => s.Positive)]).ShouldNotBeNull();
}
