using ActiveLabel.Core.Evaluation;
using ActiveLabel.Web.Shell.Charts;

namespace ActiveLabel.Web.Tests.Shell.Charts;

public sealed class RocGeometryTests
{
    private static readonly RocCurve Curve = RocCurve.Of([0.9f, 0.8f, 0.7f, 0.6f, 0.3f], [true, true, false, true, false])!;

    [Fact]
    public void The_line_runs_from_the_bottom_left_to_the_top_right()
    {
        var line = new RocGeometry(Curve.Points).Line;

        line.ShouldStartWith("M0 1000L");
        line.ShouldEndWith("L1000 0");
    }

    [Theory]
    [InlineData(0.95, 0, 0)]
    [InlineData(0.8, 0, 2.0 / 3)]
    [InlineData(0.75, 0, 2.0 / 3)]
    [InlineData(0.7, 0.5, 2.0 / 3)]
    [InlineData(0, 1, 1)]
    public void A_threshold_means_all_images_that_reach_it(double threshold, double falsePositives, double truePositives)
    {
        var point = new RocGeometry(Curve.Points).PointAt((float)threshold);

        point.FalsePositiveRate.ShouldBe(falsePositives);
        point.TruePositiveRate.ShouldBe(truePositives, 1e-12);
    }

    [Fact]
    public void The_zones_of_a_pointer_cover_the_plot_without_overlap()
    {
        var zones = new RocGeometry(Curve.Points).Zones;

        zones.Count.ShouldBe(Curve.Points.Count);
        zones[0].From.ShouldBe(0);
        zones[^1].To.ShouldBe(2);
        zones.Zip(zones.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
    }

    [Fact]
    public void Long_curves_keep_a_bounded_number_of_zones_and_both_ends()
    {
        var scores = Enumerable.Range(0, 5000).Select(i => i / 5000f).ToArray();
        var curve = RocCurve.Of(scores, [.. scores.Select((_, i) => i % 3 == 0)])!;

        var zones = new RocGeometry(curve.Points).Zones;

        zones.Count.ShouldBeInRange(100, 200);
        zones[0].Point.ShouldBe(curve.Points[0]);
        zones[^1].Point.ShouldBe(curve.Points[^1]);
    }
}
