using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.TestKit;
using ActiveLabel.Web.Features.Review.Plots;
using ActiveLabel.Web.Shell;
using ActiveLabel.Web.Shell.Charts;
using ActiveLabel.Web.Shell.Charts.Files;
using ActiveLabel.Web.Shell.Charts.Sketches;
using ActiveLabel.Web.Tests.Features.Review;

namespace ActiveLabel.Web.Tests.Shell.Charts.Files;

public sealed partial class PlotFileTests
{
    private const string Hostile = "=HYPERLINK(\"http://x\",\"<b>&\")";

    [Fact]
    public void An_SVG_file_stands_alone_and_says_what_it_shows()
    {
        var subject = Judged.First(Judged.Five) with { Class = Judged.Knots(Hostile, "sound").Classes[0] };
        var sketch = RocPlot.One(subject, subject.Sweep.At(0.5))!;

        var file = PlotFile.Write(PlotChart.Draw(sketch, "Knots · version 3"), RocPlot.Table([subject]), PlotFormat.Svg);

        file.ContentType.ShouldBe("image/svg+xml");
        var text = Encoding.UTF8.GetString(file.Bytes);
        var svg = XDocument.Parse(text).Root!;
        svg.Elements().First().Value.ShouldBe($"ROC curve of {Hostile}");
        svg.Descendants().Select(e => e.Value).ShouldContain("Knots · version 3");
        // Nothing is fetched, and no colour waits for a style sheet.
        text.ShouldNotContain("href");
        text.ShouldNotContain("url(");
        text.ShouldNotContain("var(");
        svg.Descendants().ShouldNotContain(e => e.Name.LocalName == "script");
        text.ShouldNotContain("NaN");
    }

    [Fact]
    public void A_PNG_file_is_a_picture_of_the_same()
    {
        var chart = PlotChart.Draw(ScorePlot.Of(Judged.First(Judged.Five), 0.5), "Knots");

        var file = PlotFile.Write(chart, ScorePlot.Table([]), PlotFormat.Png);

        file.ContentType.ShouldBe("image/png");
        file.Bytes[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        file.Bytes.Length.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void A_CSV_file_has_headings_and_figures_that_programs_read()
    {
        var csv = CsvText.Write(RocPlot.Table([Judged.First((0.75f, true), (0.5f, false))]));

        csv.ShouldBe("Class,Threshold,False positive rate,True positive rate\r\ndry,inf,0,0\r\ndry,0.75,0,1\r\ndry,0.5,1,1\r\n");
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-dry", "'-dry")]
    [InlineData("@sum", "'@sum")]
    [InlineData("dry, old", "\"dry, old\"")]
    [InlineData("a \"good\" one", "\"a \"\"good\"\" one\"")]
    [InlineData("\tdry", "'\tdry")]
    public void No_name_becomes_a_formula_of_a_spreadsheet(string name, string cell)
    {
        var csv = CsvText.Write(new PlotTable("", ["Class", name], [[name, -1.5]]));

        csv.ShouldBe($"Class,{cell}\r\n{cell},-1.5\r\n");
    }

    [Fact]
    public void A_confusion_matrix_is_drawn_with_every_count()
    {
        var matrix = new ConfusionMatrix([0, 0, 1, 1, 1], [0, 1, 1, 1, 1], 2);

        var chart = ConfusionChart.Draw(matrix, [Hostile, "sound"], ConfusionScale.Counts, "Confusion matrix", "", "Knots");

        var words = XDocument.Parse(SvgText.File(chart)).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        words.ShouldContain("3");
        words.Count(w => w == "1").ShouldBe(2);
        words.Count(w => w == "0").ShouldBe(1);
        words.Count(w => w.StartsWith("=HYPERLINK", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void Classes_have_the_colours_of_the_pages_in_files()
    {
        var tokens = File.ReadAllText(Path.Combine(Repository.Root, "wwwroot-assets", "css", "tokens.css"));
        var colours = ClassColour().Matches(tokens).Select(m => (Ordinal: int.Parse(m.Groups["n"].Value, null), Colour: m.Groups["colour"].Value)).ToLookup(c => c.Ordinal, c => c.Colour);
        colours.Count.ShouldBe(ClassColours.Count);

        foreach (var found in colours)
            new[] { Inks.OfClass(found.Key).Light, Inks.OfClass(found.Key).Dark }.ShouldBe(found);
    }

    [Theory]
    [InlineData("Wood knots v3 roc <dry>", "wood-knots-v3-roc-dry.svg")]
    [InlineData("../../etc/passwd", "etc-passwd.svg")]
    public void Names_of_files_are_harmless(string words, string name) => PlotFile.Name(words, PlotFormat.Svg).ShouldBe(name);

    [GeneratedRegex("--class-(?<n>\\d+): (?<colour>#[0-9a-f]{6});", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClassColour();
}
