using System.Xml.Linq;
using ActiveLabel.Cli.Simulations;
using ActiveLabel.Cli.Simulations.Html;
using ActiveLabel.Cli.Simulations.Pictures;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Charts;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Learning;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Tests.Learning;
using ActiveLabel.Vision.Charts;
using ActiveLabel.Web.Shell.Charts.Files;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ActiveLabel.Tests.Cli.Simulations;

public sealed class SimulationFilesTests
{
    private const string Hostile = "<script>alert('x')</script> & \"co\"";

    private static readonly DateTimeOffset On = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<SimulateReport> Report = new(Simulate);

    [Fact]
    public void A_page_needs_nothing_else_and_runs_nothing()
    {
        var html = Page();

        html.ShouldContain("&lt;script&gt;");
        foreach (var foreign in new[] { "<script", "<link", "<img", "@import", "url(", "src=", "href=" })
        {
            html.ShouldNotContain(foreign, Case.Insensitive);
        }

        html.ShouldContain("prefers-color-scheme: dark");
        html.ShouldContain("./activelabel simulate table");
        html.ShouldContain("2 seeds: standard errors of so few");
    }

    [Fact]
    public void A_page_names_every_picture_once_and_describes_it()
    {
        var svgs = Page().Split("<svg ").Skip(1).Select(svg => XElement.Parse("<svg " + svg[..(svg.IndexOf("</svg>", StringComparison.Ordinal) + 6)])).ToArray();

        svgs.Length.ShouldBe(6);
        svgs.Select(s => (string)s.Attribute("aria-labelledby")!).Distinct().Count().ShouldBe(6);
        foreach (var svg in svgs)
        {
            var named = ((string)svg.Attribute("aria-labelledby")!).Split(' ');
            svg.Elements().Take(2).Select(e => (string)e.Attribute("id")!).ShouldBe(named);
            svg.Elements().Take(2).ShouldAllBe(e => e.Value.Length > 10);
        }
    }

    [Fact]
    public void A_picture_is_well_formed_and_its_lines_differ_without_colour()
    {
        var svg = XDocument.Parse(SvgText.File(CurveLayout.Draw(SimulationPictures.BalancedAccuracy(Report.Value, withHeading: true), 900, 540)));

        var lines = svg.Descendants().Where(e => (string?)e.Attribute("stroke-width") == "2").ToArray();
        lines.Length.ShouldBe(3);
        lines.Select(l => (string?)l.Attribute("stroke-dasharray")).Distinct().Count().ShouldBe(3);
        svg.Descendants().Where(e => e.Name.LocalName == "text").Select(t => t.Value).ShouldContain("margin");
    }

    [Fact]
    public void A_picture_is_well_formed_whatever_a_name_holds()
    {
        var svg = XDocument.Parse(SvgText.File(new Chart(10, 10, "<a>\u0001\uFFFF\"\ud83e\udeb5", "", [])));

        svg.Root!.Elements().First().Value.ShouldBe("<a>\uFFFD\uFFFD\"\ud83e\udeb5");
    }

    [Fact]
    public void A_png_shows_its_words_where_the_machine_has_no_fonts()
    {
        var ink = new Ink("ink", "#000000", "#ffffff");
        using var bitmap = SKBitmap.Decode(ChartPng.Paint(new Chart(100, 40, "", "", [new Words(new Spot(10, 30), "Wx8", ink, 24)])));

        (bitmap.Width, bitmap.Height).ShouldBe((200, 80));
        bitmap.Pixels.Count(p => p.Red < 100).ShouldBeInRange(300, 4000);
    }

    [Fact]
    public async Task Files_are_written_by_their_endings()
    {
        using var folder = new TemporaryFolder();
        var files = new SimulationFiles([folder["a.svg"], folder["b.PNG"]], folder["c.html"]);
        files.Check();

        await files.WriteAsync(Report.Value, "./activelabel simulate table", "ActiveLabel 1", On, TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(folder["a.svg"], TestContext.Current.CancellationToken)).ShouldStartWith("<?xml");
        (await File.ReadAllBytesAsync(folder["b.PNG"], TestContext.Current.CancellationToken))[..4].ShouldBe([0x89, 0x50, 0x4E, 0x47]);
        (await File.ReadAllTextAsync(folder["c.html"], TestContext.Current.CancellationToken)).ShouldEndWith("</html>\n");
        Directory.GetFiles(Path.GetDirectoryName(folder["a.svg"])!).Length.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_cancelled_leaves_no_file()
    {
        using var folder = new TemporaryFolder();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            new SimulationFiles([folder["a.svg"]], folder["c.html"]).WriteAsync(Report.Value, "", "", On, new CancellationToken(canceled: true)));

        Directory.GetFiles(Path.GetDirectoryName(folder["a.svg"])!).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("curve.jpg", null, "ends in .svg or .png")]
    [InlineData(null, "report.pdf", "ends in .html")]
    [InlineData(null, "no-such-folder/report.html", "there is no folder")]
    public void What_cannot_be_written_is_refused_beforehand(string? curve, string? report, string fault) =>
        Should.Throw<WrongUseException>(new SimulationFiles(curve is null ? [] : [curve], report).Check).Message.ShouldContain(fault);

    [Fact]
    public void The_command_that_repeats_it_names_every_setting_for_a_shell()
    {
        var options = new SimulationOptions([QueryStrategy.Random], SimulationStart.Random, 5, 3, 2, L1: 0, L2: 0.5f, Noise: 0.2) { Splits = 2, TestShare = 0.25 };

        var command = RepeatingCommand.Of(["it's mine"], options);

        command.ShouldStartWith("./activelabel simulate 'it'\\''s mine' --strategy random");
        command.ShouldContain("--l2 0.5");
        command.ShouldContain("--noise 0.2 --splits 2 --test-share 0.25");
    }

    [Fact]
    public void A_page_tells_every_start_in_words_of_its_own() =>
        Enum.GetNames<SimulationStart>().Select(start => PageWords.Settings(Report.Value with { Start = start.ToLowerInvariant() }).First()[1])
            .ShouldBeUnique();

    private static string Page() => new SimulationPage(Report.Value, "./activelabel simulate table", "ActiveLabel 1", On).Write();

    private static SimulateReport Simulate()
    {
        var blobs = Blobs.Make(count: 120, length: 6, classes: 3, seed: 11, spread: 2);
        var rows = new VectorRows(new VectorTable(blobs.Features, 6), [.. Enumerable.Range(0, 120).Select(i => (long)i)]);
        var set = new LabelledSet(rows, blobs.Classes, ["a", Hostile, "c"], [], [.. Enumerable.Range(0, 90)], [.. Enumerable.Range(90, 30)]);
        var options = new SimulationOptions(
            [QueryStrategy.Random, QueryStrategy.Margin, QueryStrategy.Entropy], SimulationStart.Random, Batch: 5, Rounds: 3, Seeds: 2, L1: 0, L2: 1);
        var report = new Simulator(new TrainerChoice()).Run(set, options, null, CancellationToken.None);
        return SimulateReport.Of(new SimulationSource(Hostile, set, [], Held: null), options, report, TimeSpan.FromSeconds(3));
    }
}
