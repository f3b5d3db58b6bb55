using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Web.Features.Projects.Demo;
using ActiveLabel.Web.Intake;
using ActiveLabel.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Tests;

/// <summary>The whole server over a folder of its own; only the network is a small one that needs no file.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;

    private WebServer(TemporaryFolder folder, WebApplication app) => (_folder, _app) = (folder, app);

    public HttpClient Client { get; private set; } = null!;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="settings">Of appsettings.json, such as <c>Access:KnownProxies:0</c>.</param>
    public static Task<WebServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(new TemporaryFolder(), settings: settings);

    /// <summary>As it is when other machines can reach it: everybody has to sign in.</summary>
    public static Task<WebServer> StartReachableAsync(params (string Key, string Value)[] settings) =>
        StartAsync(new TemporaryFolder(), beyondLoopback: true, settings: settings);

    /// <param name="more">What differs from the product.</param>
    public static Task<WebServer> StartReachableAsync(Action<IServiceCollection> more, params (string Key, string Value)[] settings) =>
        StartAsync(new TemporaryFolder(), beyondLoopback: true, more, settings);

    /// <summary>A browser of its own, that keeps cookies and follows no redirect.</summary>
    public Browser Browse() => new(_app.GetTestServer().CreateHandler());

    /// <summary>One request, with whatever a client cannot say of itself.</summary>
    public Task<HttpContext> AskAsync(Action<HttpContext> request) => _app.GetTestServer().SendAsync(request);

    /// <summary>Stops the server as it is and starts another on the same folder.</summary>
    public async Task<WebServer> RestartAsync()
    {
        await _app.DisposeAsync();
        return await StartAsync(_folder);
    }

    public Task<Project> ProjectAsync(string name = "Knots") =>
        Get<IProjectStore>().AddAsync(Project.Create(name, ["sound", "dry"], "quick", DateTimeOffset.UnixEpoch), default);

    /// <summary>An import that a browser is about to send.</summary>
    public async Task<string> ExpectAsync(Project project, KnownLabels labels = KnownLabels.None, double testShare = 0)
    {
        var request = new ImportRequest(Guid.NewGuid(), project.Id, null, labels, "_", testShare, KeepPoolLabels: true, 3, 1000, DateTimeOffset.UnixEpoch);
        await Get<UploadDesk>().ExpectAsync(request, default);
        return $"/api/projects/{project.Id}/imports/{request.Id}";
    }

    public async Task<HttpResponseMessage> SendAsync(string import, string path, byte[] bytes, long offset = 0) =>
        await Client.PutAsync($"{import}/files?path={Uri.EscapeDataString(path)}&offset={offset}", new ByteArrayContent(bytes));

    public async Task<ImportReport> ReportAsync(Project project)
    {
        await UntilAsync(async () => (await Get<ImportShelf>().ReportsAsync(project.Id, default)).Count > 0);
        return (await Get<ImportShelf>().ReportsAsync(project.Id, default))[0];
    }

    public Task<ImageCounts> CountAsync(Project project) => Get<IImageStore>().CountAsync(project.Id, QuickNetwork.Featurizer.Id, default);

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static async Task<WebServer> StartAsync(TemporaryFolder folder, bool beyondLoopback = false, Action<IServiceCollection>? more = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.Logging.ClearProviders();
        var data = new DataFolder(folder.Path);
        builder.Services.AddActiveLabel(data).AddWeb(data, beyondLoopback);
        builder.Services.AddDemo(SeedImages.Folder);
        builder.Services.AddSingleton<IFeaturizerCatalogue, QuickNetwork>().AddSingleton<IFeaturizing, QuickFeaturizing>();
        builder.Services.AddSingleton<RoundsAsked>().AddSingleton<IRoundTrigger>(services => services.GetRequiredService<RoundsAsked>());
        more?.Invoke(builder.Services);
        var app = builder.Build();
        await app.Services.MigrateDatabaseAsync(default);
        app.MapWeb();
        await app.StartAsync();
        var server = new WebServer(folder, app) { Client = app.GetTestClient() };
        server.Client.BaseAddress = new Uri("http://localhost");
        return server;
    }
}

/// <summary>Remembers for which projects rounds were asked.</summary>
internal sealed class RoundsAsked : IRoundTrigger
{
    private int _count;

    public int Count => _count;

    public void LabelAppended(long projectId) { }

    public void Request(long projectId) => Interlocked.Increment(ref _count);
}

/// <summary>A network that is always ready.</summary>
internal sealed class QuickNetwork : IFeaturizerCatalogue
{
    public static readonly Featurizer Featurizer = new(
        "quick", "quick", "none", ["layer"],
        new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1)), VectorLength: 2);

    public string DefaultNetwork => "quick";

    public Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel) => Task.FromResult(Featurizer);

    public Featurizer? Find(string network) => Featurizer;
}

/// <summary>Gives every image the vector (its first byte, 1).</summary>
internal sealed class QuickFeaturizing(IVectorStore vectors, IVectorIndex index, IBlobStore blobs) : IFeaturizing
{
    public async Task<FeaturizationSummary> RunAsync(
        Featurizer featurizer, IReadOnlyList<ImageHash> images, FeaturizationOptions options,
        IProgress<FeaturizationProgress>? progress, CancellationToken cancel)
    {
        using var writer = vectors.OpenWrite(featurizer, options.Vectors, await index.CountRowsAsync(featurizer.Id, cancel));
        foreach (var (number, hash) in images.Index())
        {
            var bytes = await blobs.ReadAsync(hash, cancel);
            var row = writer.Append([bytes[0], 1]);
            await index.AddAsync(featurizer.Id, [new VectorRow(hash, row)], cancel);
            progress?.Report(new FeaturizationProgress(number + 1, 0, images.Count, 0, null));
        }

        return new FeaturizationSummary(images.Count, 0, TimeSpan.Zero, "test", writer.Form);
    }
}
