using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Web.Shell.Charts;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Tests.Shell.Charts;

public sealed class ChartTests : BunitContext
{
    private static readonly IReadOnlyList<LearningPoint> Points = LearningCurve.Of([
        LearningCurveTests.Version(1, 10, EvaluationBasis.TestSplit, accuracy: 0.7), LearningCurveTests.Version(2, 20, EvaluationBasis.TestSplit, accuracy: 0.9)], ClassHistory.None).Points;

    [Fact]
    public void A_drawing_is_named_and_described_for_those_who_do_not_see_it()
    {
        var chart = Render<LearningCurveChart>(c => c.Add(p => p.Points, Points));

        var drawing = chart.Find("svg[role=img]");
        chart.Find($"#{drawing.GetAttribute("aria-labelledby")}").TextContent.ShouldBe("Learning curve");
        chart.Find($"#{drawing.GetAttribute("aria-describedby")}").TextContent.ShouldContain("From 70.0% accuracy");
    }

    [Fact]
    public void The_keyboard_walks_the_versions_of_a_learning_curve()
    {
        var chart = Render<LearningCurveChart>(c => c.Add(p => p.Points, Points));
        chart.Find(".plot-readout").TextContent.ShouldStartWith("Version 2, 20 labels: accuracy 90.0%");

        chart.Find(".plot-cursor").Input("0");

        chart.Find(".plot-readout").TextContent.ShouldStartWith("Version 1, 10 labels: accuracy 70.0%");
        chart.Find(".plot-cursor").GetAttribute("aria-valuetext").ShouldStartWith("Version 1");
    }

    [Fact]
    public void A_pointer_over_a_learning_curve_reads_the_nearest_version()
    {
        var chart = Render<LearningCurveChart>(c => c.Add(p => p.Points, Points));

        chart.Find(".plot-pointer rect").TriggerEvent("onpointerenter", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());

        chart.Find(".plot-readout").TextContent.ShouldStartWith("Version 1");
    }

    [Fact]
    public void Lines_are_named_at_their_ends()
    {
        var chart = Render<LearningCurveChart>(c => c.Add(p => p.Points, Points));

        chart.FindAll(".plot-end").Select(l => l.TextContent).ShouldBe(["90.0% accuracy", "85.0% balanced"]);
    }

    [Fact]
    public void One_version_alone_is_drawn() =>
        Render<LearningCurveChart>(c => c.Add(p => p.Points, Points.Take(1).ToList())).Find(".plot-mark").ShouldNotBeNull();

    [Fact]
    public void Cells_with_images_are_buttons_and_the_others_are_not()
    {
        var table = Matrix(ConfusionScale.Counts);

        table.FindAll("tbody button").Select(b => b.TextContent).ShouldBe(["3", "1", "2"]);
        table.FindAll(".confusion-none").Count.ShouldBe(6);
    }

    [Fact]
    public void A_cell_says_in_words_what_it_holds()
    {
        var table = Matrix(ConfusionScale.ByRow);

        table.FindAll("tbody button")[1].GetAttribute("aria-label").ShouldBe("1 image labelled sound, predicted dry, 25% of its row: open");
        table.FindAll("tbody button")[1].TextContent.ShouldBe("25%");
    }

    [Fact]
    public void A_class_named_like_a_script_is_only_a_name()
    {
        var table = Matrix(ConfusionScale.Counts);

        table.FindAll("script").ShouldBeEmpty();
        table.Find("thead").TextContent.ShouldContain("<script>");
    }

    [Fact]
    public void A_cell_that_is_pressed_tells_which_it_is()
    {
        ConfusionCell? opened = null;
        var table = Matrix(ConfusionScale.Counts, cell => opened = cell);

        table.FindAll("tbody button")[1].Click();

        opened.ShouldBe(new ConfusionCell(0, 1));
    }

    private IRenderedComponent<ConfusionMatrixTable> Matrix(ConfusionScale scale, Action<ConfusionCell>? open = null) => Render<ConfusionMatrixTable>(c => c
        .Add(p => p.Matrix, new ConfusionMatrix([0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, 1], 3))
        .Add(p => p.ClassNames, ["sound", "dry", "<script>"])
        .Add(p => p.Scale, scale)
        .Add(p => p.OnOpen, EventCallback.Factory.Create<ConfusionCell>(this, open ?? (_ => { }))));
}
