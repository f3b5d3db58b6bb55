using ActiveLabel.Core.Evaluation;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

public sealed class RocCurveTests
{
    private static readonly Gen<(float Score, bool Positive)[]> Scored =
        Gen.Select(Gen.Int[0, 12].Select(i => i / 12f), Gen.Bool).Array[2, 60].Where(s => s.Any(x => x.Item2) && s.Any(x => !x.Item2));

    [Fact]
    public void Area_is_the_Mann_Whitney_statistic() => Scored.Sample(scored =>
    {
        var pairs = from p in scored where p.Positive from n in scored where !n.Positive select (p.Score, n.Score);
        var statistic = pairs.Average(pair => pair.Item1 > pair.Item2 ? 1 : pair.Item1 == pair.Item2 ? 0.5 : 0);

        Curve(scored).Auc.ShouldBe(statistic, 1e-12);
    });

    [Fact]
    public void Points_rise_from_corner_to_corner_one_for_each_score() => Scored.Sample(scored =>
    {
        var points = Curve(scored).Points;

        points.Count.ShouldBe(1 + scored.Select(s => s.Score).Distinct().Count());
        points[0].ShouldBe(new RocPoint(0, 0, double.PositiveInfinity));
        (points[^1].FalsePositiveRate, points[^1].TruePositiveRate).ShouldBe((1, 1));
        foreach (var (left, right) in points.Zip(points.Skip(1)))
        {
            right.Threshold.ShouldBeLessThan(left.Threshold);
            right.TruePositiveRate.ShouldBeGreaterThanOrEqualTo(left.TruePositiveRate);
            right.FalsePositiveRate.ShouldBeGreaterThanOrEqualTo(left.FalsePositiveRate);
        }
    });

    [Fact]
    public void Each_point_is_what_its_threshold_gives() => Scored.Sample(scored =>
    {
        foreach (var point in Curve(scored).Points)
        {
            point.TruePositiveRate.ShouldBe(scored.Where(s => s.Positive).Average(s => s.Score >= point.Threshold ? 1.0 : 0), 1e-12);
            point.FalsePositiveRate.ShouldBe(scored.Where(s => !s.Positive).Average(s => s.Score >= point.Threshold ? 1.0 : 0), 1e-12);
        }
    });

    [Fact]
    public void Without_both_sides_there_is_no_curve()
    {
        RocCurve.Of([0.5f, 0.6f], [true, true]).ShouldBeNull();
        RocCurve.Of([0.5f, 0.6f], [false, false]).ShouldBeNull();
        RocCurve.Of([], []).ShouldBeNull();
    }

    private static RocCurve Curve((float Score, bool Positive)[] scored) =>
        RocCurve.Of([.. scored.Select(s => s.Score)], [.. scored.Select(s => s.Positive)]).ShouldNotBeNull();
}
