using System.Net;
using System.Xml.Linq;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Web.Tests.Features.Review.Plots;

public sealed class PlotEndpointTests
{
    [Theory]
    [InlineData("confusion.svg")]
    [InlineData("roc.svg")]
    [InlineData("precision-recall.svg")]
    [InlineData("scores.svg")]
    [InlineData("calibration.svg")]
    public async Task Every_plot_of_all_classes_is_a_picture_with_its_source(string file)
    {
        await using var server = await WebServer.StartAsync();
        var address = await JudgedAsync(server);

        using var answer = await server.Client.GetAsync($"{address}/{file}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileName!.ShouldBe($"knots-v1-{file}");
        var svg = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        svg.Descendants().Select(e => e.Value).ShouldContain("Knots · version 1 · judged by 12 test images");
    }

    [Fact]
    public async Task One_class_at_a_threshold_has_its_own_picture_and_figures()
    {
        await using var server = await WebServer.StartAsync();
        var address = await JudgedAsync(server);
        var dry = (await server.Get<IProjectStore>().GetAsync("Knots", default)).FindClass("dry")!.Id;

        using var svg = await server.Client.GetAsync($"{address}/roc.svg?class={dry}&from=0.5&version=1&by=test");
        var csv = await server.Client.GetStringAsync($"{address}/roc.csv?class={dry}");
        using var png = await server.Client.GetAsync($"{address}/scores.png?class={dry}&from=0.5");

        svg.Content.Headers.ContentDisposition!.FileName.ShouldBe("knots-v1-roc-dry.svg");
        XDocument.Parse(await svg.Content.ReadAsStringAsync()).Root!.Elements().First().Value.ShouldBe("ROC curve of dry");
        csv.Split("\r\n")[..2].ShouldBe(["Class,Threshold,False positive rate,True positive rate", "dry,inf,0,0"]);
        (await png.Content.ReadAsByteArrayAsync())[1..4].ShouldBe("PNG"u8.ToArray());
    }

    [Fact]
    public async Task The_figures_of_the_matrix_are_those_of_the_page()
    {
        await using var server = await WebServer.StartAsync();
        var address = await JudgedAsync(server);

        (await server.Client.GetStringAsync($"{address}/confusion.csv")).ShouldBe("labelled \\ predicted,sound,dry,images\r\nsound,6,0,6\r\ndry,2,4,6\r\n");
        (await server.Client.GetStringAsync($"{address}/confusion.csv?scale=column")).ShouldBe("labelled \\ predicted,sound,dry,images\r\nsound,0.75,0,6\r\ndry,0.25,1,6\r\n");
    }

    [Fact]
    public async Task Of_a_version_of_other_classes_the_figures_stand_under_the_names_of_then_and_the_picture_says_so()
    {
        await using var server = await WebServer.StartAsync();
        var address = await JudgedAsync(server, recorded: true);
        await server.Get<IProjectStore>().ChangeAsync((await server.Get<IProjectStore>().GetAsync("Knots", default)).Id, p => p.AddClass("rotten"), default);

        (await server.Client.GetStringAsync($"{address}/confusion.csv")).ShouldBe("labelled \\ predicted,sound,dry,images\r\nsound,6,0,6\r\ndry,2,4,6\r\n");
        XDocument.Parse(await server.Client.GetStringAsync($"{address}/roc.svg")).Descendants().Select(e => e.Value)
            .ShouldContain("Knots · version 1 · judged by 12 test images, labels and classes of then");
    }

    [Theory]
    [InlineData("cake.svg", HttpStatusCode.NotFound, "There is no plot 'cake.svg'")]
    [InlineData("roc.exe", HttpStatusCode.NotFound, "There is no plot 'roc.exe'")]
    [InlineData("roc.1", HttpStatusCode.NotFound, "There is no plot 'roc.1'")]
    [InlineData("roc.svg?version=9", HttpStatusCode.NotFound, "There is no version 9.")]
    [InlineData("roc.svg?class=999", HttpStatusCode.NotFound, "There is no class 999.")]
    [InlineData("roc.svg?by=pool", HttpStatusCode.Conflict, "The pool cannot judge yet")]
    public async Task What_there_is_not_is_said(string file, HttpStatusCode status, string words)
    {
        await using var server = await WebServer.StartAsync();
        var address = await JudgedAsync(server);

        using var answer = await server.Client.GetAsync($"{address}/{file}");

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(words);
    }

    /// <summary>Twelve test images, half of each class, of which two dry ones are taken for sound.</summary>
    private static async Task<string> JudgedAsync(WebServer server, bool recorded = false)
    {
        var project = await server.ProjectAsync();
        (int Predicted, int Labelled)[] tests = [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (1, 1), (1, 1), (1, 1), (1, 1), (0, 1), (0, 1)];
        NewImage[] images =
        [
            .. tests.Select((test, n) => new NewImage(
                ProjectImage.Create(project.Id, ImageHash.Of([(byte)n]), $"knot{n:00}.png", Split.Test, 1, new ImageHeader(8, 8, "image/png"), DateTimeOffset.UnixEpoch),
                project.Classes[test.Labelled].Id)),
        ];
        await server.Get<IImageStore>().AddAsync(project.Id, images, default);
        using (var writer = server.Get<IVectorStore>().OpenWrite(QuickNetwork.Featurizer, null, 0))
        {
            foreach (var (n, test) in tests.Index())
            {
                var row = writer.Append([test.Predicted == 0 ? 1 : -1, 1 + (n / 100f)]);
                await server.Get<IVectorIndex>().AddAsync(QuickNetwork.Featurizer.Id, [new VectorRow(images[n].Image.Hash, row)], default);
            }
        }

        var snapshot = await server.Get<SnapshotReader>().TakeAsync(project.Id, default);
        await server.Get<IModelStore>().AddAsync(
            ModelVersion.Create(
                project.Id, 1, QuickNetwork.Featurizer.Id, [.. project.Classes.Select(c => c.Id)], new LinearModel(2, 2, [1, 1], [2, 0.1f, -2, 0], [0, 0]),
                new TrainingOptions(), 10, snapshot.HashOf(snapshot.Labelled), evaluation: null, DateTimeOffset.UnixEpoch, "test"),
            recorded ? Recording.Of(snapshot) : null, default);
        return $"/api/projects/{project.Id}/review";
    }
}
