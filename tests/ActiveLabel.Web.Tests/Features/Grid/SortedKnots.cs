using System.Text.Json;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Web.Tests.Features.Grid;

/// <summary>
/// A project whose model takes every second image for dry and the others for encased, and is the surer the higher the
/// number. Nobody has labelled anything.
/// </summary>
internal sealed class SortedKnots(LabelServer server, Project project, IReadOnlyList<long> ids) : IAsyncDisposable
{
    public LabelServer Server => server;

    public Project Project => project;

    /// <summary>Of the images, in the order in which they were added.</summary>
    public IReadOnlyList<long> Ids => ids;

    public long ModelVersionId { get; private set; }

    public static async Task<SortedKnots> CreateAsync(int images, bool model = true, ProjectPolicy? policy = null, params int[] drawn)
    {
        var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images, policy: (policy ?? new ProjectPolicy()) with { PracticeGoal = 0 });
        var all = (await server.Get<IImageStore>().ListAsync(project.Id, default)).OrderBy(i => Number(i.Image.FileName)).ToList();
        server.Get<OneVector>().Values = [.. Enumerable.Range(0, images).SelectMany(n => n % 2 == 0 ? new[] { 2 + (n * 0.01f), 0 } : [0, 2 + (n * 0.01f)])];
        await server.Get<IVectorIndex>().AddAsync(OneVector.Featurizer.Id, [.. all.Select((image, n) => new VectorRow(image.Image.Hash, n))], default);
        var knots = new SortedKnots(server, project, [.. all.Select(i => i.Image.Id)]);
        if (model)
            await knots.TrainAsync(drawn);
        return knots;
    }

    public long Class(string name) => project.FindClass(name)!.Id;

    public Task<JsonElement> PageAsync(string session = "page-one-1", int size = 12, long? classId = null, int? group = null) =>
        server.AskAsync(Path("page"), new { session, size, classId, group });

    public Task<JsonElement> AnswerAsync(string session, long? model, params GridLabel[] labels) =>
        server.AskAsync(Path("answers"), new { session, labels, modelVersionId = model, tookMs = 1200 });

    public Task<JsonElement> UndoAsync(string session, params (Guid Id, Guid Label)[] labels) =>
        server.AskAsync(Path("undo"), new { session, labels = labels.Select(l => new { id = l.Id, label = l.Label }) });

    /// <summary>Somebody else answers on the label page.</summary>
    public async Task OtherAnswersAsync(long imageId, string className = "sound") => await server.Get<ILabelLog>().AppendAsync(
        new LabelEntry(
            Guid.NewGuid(), project.Id, imageId, await server.PersonAsync(), LabelKind.Class, Class(className), LabelServer.Noon, LabelSource.Review),
        default);

    public string Path(string verb) => $"/api/projects/{project.Id}/grid/{verb}";

    public static List<long> IdsOf(JsonElement page) => [.. page.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("id").GetInt64())];

    public static List<string> Outcomes(JsonElement answer) => [.. answer.GetProperty("labels").EnumerateArray().Select(l => l.GetProperty("outcome").GetString()!)];

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>A new model of the same weights ends a round.</summary>
    /// <param name="drawn">Places of images that the round draws for its audit arm.</param>
    public async Task TrainAsync(params int[] drawn)
    {
        var model = new LinearModel(VectorLength: 2, ClassCount: 3, Scale: [1, 1], Weights: [0, 0, 1, 0, 0, 1], Bias: [0, 0, 0]);
        var version = await server.Get<IModelStore>().AddAsync(
            ModelVersion.Create(
                project.Id, 1, OneVector.Featurizer.Id, [.. project.Classes.Select(c => c.Id)], model, new TrainingOptions(), 3, new string('a', 64), null,
                LabelServer.Noon, "0.1.0"),
            default);
        ModelVersionId = version.Id;
        var rounds = server.Get<IRoundStore>();
        var round = (await rounds.BeginAsync(project.Id, QueryStrategy.Margin, 1, 1, LabelServer.Noon, default))!;
        round.Train(3);
        round.Score(version.Id);
        round.Select();
        round.Finish(LabelServer.Noon);
        await rounds.EndAsync(round, [.. drawn.Select(n => new Pick(ids[n], PickReason.Audit))], default);
    }

    /// <summary>Files are called " 7.jpg".</summary>
    private static int Number(string fileName) => int.Parse(fileName.Trim().Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>As a page sends it.</summary>
internal sealed record GridLabel(Guid Id, long ImageId, string Kind, long? ClassId = null)
{
    public static GridLabel Of(long imageId, long classId) => new(Guid.NewGuid(), imageId, "class", classId);
}
