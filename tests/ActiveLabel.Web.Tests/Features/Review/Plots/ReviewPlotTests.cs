using ActiveLabel.Web.Features.Review.Plots;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Tests.Features.Review.Plots;

public sealed class ReviewPlotTests
{
    [Fact]
    public void A_ROC_curve_runs_from_corner_to_corner_and_marks_the_threshold()
    {
        var subject = Judged.First(Judged.Five);

        var sketch = RocPlot.One(subject, subject.Sweep.At(0.5)).ShouldNotBeNull();

        var line = sketch.Marks.Single(m => m.Shape == PlotShape.Line).Paths[0];
        (line[0], line[^1]).ShouldBe((new PlotValue(0, 0), new PlotValue(1, 1)));
        sketch.Marks.Single(m => m.Shape == PlotShape.Dots).Paths[0].ShouldBe([new PlotValue(0.5, 2.0 / 3)]);
    }

    [Fact]
    public void A_precision_recall_curve_holds_the_average_precision_under_it()
    {
        var subject = Judged.First(Judged.Five);

        var line = PrecisionRecallPlot.One(subject, null).ShouldNotBeNull().Marks.Single(m => m.Shape == PlotShape.Line).Paths[0];

        line.Zip(line.Skip(1)).Sum(pair => (pair.Second.X - pair.First.X) * (pair.First.Y + pair.Second.Y) / 2)
            .ShouldBe(subject.PrecisionRecall!.AveragePrecision, 1e-9);
    }

    [Fact]
    public void Curves_of_all_classes_have_a_name_and_a_dash_of_their_own()
    {
        var subjects = PlotSubject.Of(Judged.Result(Judged.Five), Judged.Knots().Classes);

        var lines = RocPlot.All(subjects).ShouldNotBeNull().Marks.Where(m => m.Name is not null).ToList();

        lines.Select(l => l.Name!.Split(":")[0]).ShouldBe(["dry", "sound"]);
        lines.Select(l => l.Dash).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void A_class_without_images_has_no_curves_but_its_scores()
    {
        var subject = Judged.First((0.3f, false));

        RocPlot.One(subject, null).ShouldBeNull();
        PrecisionRecallPlot.One(subject, null).ShouldBeNull();
        ScorePlot.Of(subject, 0.5).Marks.ShouldNotBeEmpty();
        ReliabilityPlot.Of(subject.Result, subject).ShouldNotBeNull();
    }

    [Fact]
    public void A_plot_of_no_image_and_of_one_image_is_drawn_or_said_to_be_none()
    {
        foreach (var subject in new[] { Judged.First(), Judged.First((0.9f, true)) })
        {
            RocPlot.All([subject]).ShouldBeNull();
            ScorePlot.Of(subject, 0.5).Title.ShouldBe("Probability of dry");
            ScorePlot.Table([subject]).Rows.Sum(row => (int)row[3]! + (int)row[4]!).ShouldBe(subject.Result.Confusion.Count);
            (ReliabilityPlot.Of(subject.Result, null) is null).ShouldBe(subject.Result.Confusion.Count == 0);
        }
    }

    [Fact]
    public void Scores_of_a_class_stand_upwards_and_those_of_the_others_hang_down()
    {
        var bars = ScorePlot.Of(Judged.First(Judged.Five), null).Marks.Where(m => m.Shape == PlotShape.Area).ToList();

        bars[0].Paths.Count.ShouldBe(3);
        bars[0].Paths.ShouldAllBe(box => box.All(corner => corner.Y >= 0));
        bars[1].Paths.ShouldAllBe(box => box.All(corner => corner.Y <= 0));
        bars[0].Name.ShouldBe("3 images of dry, upwards");
    }

    [Fact]
    public void The_table_of_a_reliability_diagram_counts_every_image()
    {
        var table = ReliabilityPlot.Table(Judged.Result(Judged.Five), null);

        table.Rows.Count.ShouldBe(15);
        table.Rows.Sum(row => (int)row[2]!).ShouldBe(5);
        table.Rows.Sum(row => (int)row[3]!).ShouldBe(3);
    }

    [Fact]
    public void A_curve_of_many_thousand_images_is_drawn_with_what_can_be_seen_of_it()
    {
        var random = new Random(1);
        var images = Enumerable.Range(0, 20_000).Select(_ => random.NextSingle()).Select(p => (p, random.NextSingle() < p)).ToArray();
        var subject = Judged.First(images);

        var line = RocPlot.One(subject, null).ShouldNotBeNull().Marks.Single(m => m.Shape == PlotShape.Line).Paths[0];

        line.Count.ShouldBeLessThan(2_100);
        (line[0], line[^1]).ShouldBe((new PlotValue(0, 0), new PlotValue(1, 1)));
        line.Zip(line.Skip(1)).Sum(pair => (pair.Second.X - pair.First.X) * (pair.First.Y + pair.Second.Y) / 2).ShouldBe(subject.Roc!.Auc, 2e-3);
        RocPlot.Table([subject]).Rows.Count.ShouldBeGreaterThan(19_000);
        RocPlot.Table([subject]).Shown.Count.ShouldBe(PlotTable.MostShown);
    }
}
