using ActiveLabel.Core.Evaluation;
using ActiveLabel.Web.Shell.Charts;

namespace ActiveLabel.Web.Tests.Shell.Charts;

public sealed class PrecisionRecallGeometryTests
{
    private static readonly PrecisionRecallCurve Curve = PrecisionRecallCurve.Of([0.9f, 0.8f, 0.7f, 0.6f], [true, false, true, false])!;

    private static readonly PrecisionRecallGeometry Geometry = new(Curve.Points);

    [Fact]
    public void It_is_drawn_in_steps_under_which_lies_the_average_precision()
    {
        // Precision 1 until half are found, then 2 of 3.
        Geometry.Line.ShouldBe("M0 0L500 0L500 333.3L1000 333.3");
        Curve.AveragePrecision.ShouldBe((0.5 * 1) + (0.5 * 2 / 3), 1e-12);
    }

    [Fact]
    public void A_threshold_is_the_last_point_that_is_not_below_it()
    {
        Geometry.PointAt(0.75)!.Value.Precision.ShouldBe(0.5);
        Geometry.PointAt(0)!.Value.Recall.ShouldBe(1);
    }

    [Fact]
    public void Above_all_scores_nothing_is_called_so() => Geometry.PointAt(0.95).ShouldBeNull();
}
