using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Web.Shell.Charts;

namespace ActiveLabel.Web.Tests.Shell.Charts;

public sealed class LearningCurveTests
{
    [Fact]
    public void Versions_judged_on_another_basis_are_left_out_and_counted()
    {
        var curve = LearningCurve.Of([
            Version(1, 10, null),
            Version(2, 20, EvaluationBasis.AuditCrossFitting),
            Version(3, 30, EvaluationBasis.TestSplit),
            Version(4, 40, EvaluationBasis.TestSplit)], ClassHistory.None);

        curve.Basis.ShouldBe(EvaluationBasis.TestSplit);
        curve.Points.Select(p => p.Version).ShouldBe([3, 4]);
        curve.LeftOut.ShouldBe(2);
    }

    [Fact]
    public void Without_judged_versions_there_is_no_curve()
    {
        var curve = LearningCurve.Of([Version(1, 10, null)], ClassHistory.None);

        curve.Basis.ShouldBeNull();
        curve.Points.ShouldBeEmpty();
    }

    [Fact]
    public void A_point_carries_the_interval_of_its_images()
    {
        var point = LearningCurve.Of([Version(1, 10, EvaluationBasis.TestSplit)], ClassHistory.None).Points.ShouldHaveSingleItem();

        point.Interval.ShouldBe(WilsonInterval.Of(0.8, 50));
        point.Judged.ShouldBe(50);
    }

    [Fact]
    public void The_pointer_reaches_every_point_and_no_place_means_two()
    {
        var geometry = new LearningCurveGeometry(LearningCurve.Of([
            Version(1, 10, EvaluationBasis.TestSplit), Version(2, 30, EvaluationBasis.TestSplit), Version(3, 40, EvaluationBasis.TestSplit)], ClassHistory.None).Points);

        var reaches = Enumerable.Range(0, 3).Select(geometry.Reach).ToArray();

        reaches[0].From.ShouldBe(0);
        reaches[0].To.ShouldBe(reaches[1].From);
        reaches[1].To.ShouldBe(reaches[2].From);
        reaches[2].To.ShouldBe(LinearScale.Extent);
        reaches[1].ShouldSatisfyAllConditions(r => r.From.ShouldBe(500, 0.1), r => r.To.ShouldBe(875, 0.1));
    }

    [Fact]
    public void The_band_lies_around_the_line()
    {
        var geometry = new LearningCurveGeometry(LearningCurve.Of([Version(1, 10, EvaluationBasis.TestSplit)], ClassHistory.None).Points);

        geometry.AccuracyLine.ShouldBe($"M{PlotPath.Number(geometry.Labels.X(10))} {PlotPath.Number(geometry.Shares.Y(0.8))}");
        geometry.Band.ShouldStartWith("M");
        geometry.Band.ShouldEndWith("Z");
        geometry.Shares.From.ShouldBeLessThanOrEqualTo(WilsonInterval.Of(0.8, 50).Low);
        geometry.Shares.To.ShouldBeGreaterThanOrEqualTo(WilsonInterval.Of(0.8, 50).High);
    }

    [Fact]
    public void The_line_breaks_where_the_classes_changed_and_says_of_what_stands_before_it_that_it_is_of_then()
    {
        var merged = new ClassHistory([new ClassChange(1, ClassChangeKind.Merge, 2, "dry", 1, default, 0) { Sequence = 7, Into = 1, NewName = "firm" }]);
        var before = Version(1, 10, EvaluationBasis.TestSplit) with { ClassIds = [1, 2] };
        var after = Version(3, 30, EvaluationBasis.TestSplit) with { ClassIds = [1], ClassMark = 7 };

        var curve = LearningCurve.Of([before, before with { Number = 2, TrainingCount = 20 }, after], merged);
        var geometry = new LearningCurveGeometry(curve.Points);

        curve.Points.Select(p => p.Era).ShouldBe([0, 0, 1]);
        geometry.AccuracyLine.Count(letter => letter == 'M').ShouldBe(2);
        geometry.Changes.Count(letter => letter == 'M').ShouldBe(1);
        ClassEras.Newest([before, after], merged).ShouldHaveSingleItem().Number.ShouldBe(3, "advice to stop rests on what compares");
    }

    [Fact]
    public void Undoing_a_change_goes_on_with_the_line_from_before_it()
    {
        var merge = new ClassChange(1, ClassChangeKind.Merge, 2, "dry", 1, default, 0) { Sequence = 7, Into = 1 };
        var undone = new ClassHistory([merge, new ClassChange(1, ClassChangeKind.Undo, 2, "dry", 1, default, 0) { Sequence = 8, Undoes = 7 }]);
        ModelSummary[] versions = [Version(1, 10, EvaluationBasis.TestSplit) with { ClassIds = [1, 2] }, Version(2, 20, EvaluationBasis.TestSplit) with { ClassIds = [1, 2], ClassMark = 8 }];

        LearningCurve.Of(versions, undone).Eras.ShouldBe(1);
    }

    internal static ModelSummary Version(int number, int labels, EvaluationBasis? basis, double accuracy = 0.8) => new(
        number, number, labels, basis is { } b ? new EvaluationSummary(b, 50, accuracy, accuracy - 0.05, accuracy - 0.1, 0.5, [0.9, null]) : null, DateTimeOffset.UnixEpoch);
}
