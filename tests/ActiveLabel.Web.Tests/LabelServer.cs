using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Data;
using ActiveLabel.Web.Features.Label;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ActiveLabel.Web.Tests;

/// <summary>The endpoints of labelling and practice over a real database in a folder of its own.</summary>
internal sealed class LabelServer : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DataFolder _folder;

    private LabelServer(DataFolder folder, WebApplication app) => (_folder, App) = (folder, app);

    public WebApplication App { get; }

    public FakeTimeProvider Time { get; } = new(Noon);

    public TriggerSpy Trigger { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public static async Task<LabelServer> StartAsync()
    {
        var folder = new DataFolder(Path.Combine(Path.GetTempPath(), $"activelabel-{Guid.NewGuid():N}"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        LabelServer? server = null;
        builder.Services.AddData(folder).AddLabelling()
            .AddSingleton<OneVector>()
            .AddSingleton<IVectorStore>(services => services.GetRequiredService<OneVector>())
            .AddSingleton<IFeaturizerCatalogue>(services => services.GetRequiredService<OneVector>())
            .AddSingleton<IRoundTrigger>(_ => server!.Trigger)
            .AddSingleton<TimeProvider>(_ => server!.Time);
        var app = builder.Build();
        server = new LabelServer(folder, app);
        await app.Services.MigrateDatabaseAsync(default);
        app.MapLabelling();
        await app.StartAsync();
        server.Client = app.GetTestClient();
        return server;
    }

    public async Task<Project> ProjectAsync(int images = 0, string name = "Knots", ProjectPolicy? policy = null)
    {
        var projects = Get<IProjectStore>();
        var project = await projects.AddAsync(Project.Create(name, ["sound", "dry", "encased"], "net", Noon, policy), default);
        project = await projects.ChangeAsync(project.Id, p => p.FindClass("dry")!.Define("Firm, but it took no part in the growth."), default);
        await AddAsync(project, images);
        return project;
    }

    /// <summary>Adds pool images without labels, or images of a class.</summary>
    public Task AddAsync(Project project, int count, Split split = Split.Pool, string? className = null) =>
        Get<IImageStore>().AddAsync(project.Id, [.. Enumerable.Range(0, count).Select(n => Image(project, n, split, className))], default);

    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Posts and reads the answer, which must be a success.</summary>
    public async Task<JsonElement> AskAsync(string path, object body)
    {
        using var reply = await PostAsync(path, JsonSerializer.Serialize(body, JsonSerializerOptions.Web));
        if (!reply.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} answered {reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Posts and reads the detail of the problem that must come back.</summary>
    public async Task<(int Status, string Detail)> RefusedAsync(string path, string json)
    {
        using var reply = await PostAsync(path, json);
        if (reply.Content.Headers.ContentType?.MediaType != "application/problem+json")
            throw new InvalidOperationException($"{path} answered {reply.StatusCode} as {reply.Content.Headers.ContentType}.");
        return ((int)reply.StatusCode, (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!);
    }

    public async Task<long> PersonAsync() => (await Get<IPersonStore>().GetAsync(PersonKind.Local, default)).Id;

    /// <summary>Changes a class as an admin would.</summary>
    public async Task<ClassChange> ChangeAsync(Project project, ClassWish wish) =>
        await Get<IClassChanges>().MakeAsync(project.Id, wish, new ClassAuthor(await PersonAsync(), Noon), stamp: null, default);

    public Task<IReadOnlyList<LabelEntry>> HistoryAsync(Project project, long imageId) =>
        Get<ILabelLog>().HistoryAsync(project.Id, imageId, default);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder.Root, recursive: true);
    }

    private static NewImage Image(Project project, int number, Split split, string? className) => new(
        ProjectImage.Create(
            project.Id, ImageHash.Of(Encoding.UTF8.GetBytes($"{split} {className} {number}")), $"{className} {number}.jpg", split, 1000,
            new ImageHeader(64, 48, "image/jpeg"), Noon),
        className is null ? null : project.FindClass(className)!.Id);

    internal sealed class TriggerSpy : IRoundTrigger
    {
        public List<long> Appended { get; } = [];

        public void LabelAppended(long projectId) => Appended.Add(projectId);

        public void Request(long projectId) => throw new NotSupportedException("Labelling never asks for a round by itself.");
    }
}
