using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>Everything that looks at all pages shares one server with something on every page, and one browser.</summary>
[CollectionDefinition(nameof(WholeProduct))]
public sealed class WholeProduct : ICollectionFixture<PreparedServer>;

/// <summary>A server whose pages all have something to show, one that nobody has used yet, and a browser.</summary>
public sealed class PreparedServer : IAsyncLifetime
{
    private static readonly string[] Classes = ["sound", "dry", "encased"];

    private readonly TemporaryFolder _folder = new();
    private readonly Chromium _chromium = new();
    private IReadOnlyDictionary<string, long> _classIds = new Dictionary<string, long>();
    private RunningServer? _server;
    private RunningServer? _unused;
    private GuardedServer? _guarded;

    /// <summary>With labels, rounds, a judged model, instructions and images that wait.</summary>
    public long Knots { get; private set; }

    /// <summary>Imported with its classes; nobody has practised or labelled yet.</summary>
    public long Unpractised { get; private set; }

    /// <summary>Nothing but images that wait: what tests label.</summary>
    public long Fresh { get; private set; }

    /// <summary>All images labelled and none to test by; one dry knot is labelled sound.</summary>
    public long Mistaken { get; private set; }

    /// <summary>The file of the image that is labelled wrong in <see cref="Mistaken"/>.</summary>
    public string MistakenFile { get; private set; } = "";

    /// <summary>Two of its classes were merged after its model was trained.</summary>
    public long Merged { get; private set; }

    /// <summary>Without images, with as many classes as a project may sensibly have, and the longest names.</summary>
    public long Empty { get; private set; }

    /// <summary>What was found on each page.</summary>
    internal PageVisits Visits { get; }

    public Uri Address => _server!.Address;

    /// <summary>A server on an empty data folder.</summary>
    public Uri Unused => _unused!.Address;

    /// <summary>A server on which people sign in.</summary>
    internal GuardedServer Guarded => _guarded!;

    /// <summary>A folder of images on the server's machine, sorted into classes by subfolder.</summary>
    public string SortedImages => _folder["sorted"];

    /// <summary>A folder of images there whose classes nothing tells.</summary>
    public string UnsortedImages => _folder["waiting"];

    public PreparedServer() => Visits = new PageVisits(this);

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_chromium.InitializeAsync().AsTask(), PrepareAsync());
        _unused = await RunningServer.StartAsync(_folder["unused"]);
        _guarded = await GuardedServer.StartAsync(_folder["guarded"]);
        await LabelAsync(12);
    }

    public Task<IPage> OpenAsync(ColorScheme scheme, int width, int height) =>
        _chromium.OpenAsync(scheme, width, height, ReducedMotion.Reduce);

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        if (_unused is not null)
            await _unused.DisposeAsync();
        if (_guarded is not null)
            await _guarded.DisposeAsync();

        _folder.Dispose();
    }

    private async Task PrepareAsync()
    {
        await MakeProjectsAsync();
        var data = _folder["data"];
        SortInto(_folder["waiting"], 0, 24, sorted: false);
        SortInto(SortedImages, 24, 12, sorted: true);
        SortInto(_folder["test"], 36, 12, sorted: true);
        await Activelabel.SucceedAsync("import", "Wood knots", SortedImages, "--labels", "folder", "--data", data);
        await Activelabel.SucceedAsync("import", "Wood knots", _folder["test"], "--labels", "folder", "--split", "test", "--data", data);
        await Activelabel.SucceedAsync("import", "Wood knots", _folder["waiting"], "--data", data);
        await Activelabel.SucceedAsync("import", "Not practised yet", _folder["test"], "--labels", "folder", "--split", "test", "--data", data);
        await Activelabel.SucceedAsync("import", "Not practised yet", _folder["waiting"], "--data", data);
        await Activelabel.SucceedAsync("import", "Fresh", _folder["waiting"], "--data", data);
        await Activelabel.SucceedAsync("featurize", "Wood knots", "--data", data);
        await Activelabel.SucceedAsync("train", "Wood knots", "--data", data);
        MislabelInto(_folder["mistaken"]);
        await Activelabel.SucceedAsync("import", "Mistaken", _folder["mistaken"], "--labels", "folder", "--data", data);
        await Activelabel.SucceedAsync("train", "Mistaken", "--data", data);
        await Activelabel.SucceedAsync("import", "Merged", _folder["test"], "--labels", "folder", "--split", "test", "--data", data);
        await Activelabel.SucceedAsync("import", "Merged", SortedImages, "--labels", "folder", "--data", data);
        await Activelabel.SucceedAsync("train", "Merged", "--data", data);
        await Activelabel.SucceedAsync("classes", "Merged", "merge", "encased", "dry", "--data", data);
        _server = await RunningServer.StartAsync(data);
    }

    private async Task MakeProjectsAsync()
    {
        var data = new DataFolder(_folder["data"]);
        await using var services = new ServiceCollection().AddLogging().AddData(data).AddVision(data).BuildServiceProvider();
        await services.MigrateDatabaseAsync(CancellationToken.None);
        var projects = services.GetRequiredService<IProjectStore>();
        var network = services.GetRequiredService<IFeaturizerCatalogue>().DefaultNetwork;
        var now = TimeProvider.System.GetUtcNow();
        Knots = (await projects.AddAsync(Project.Create("Wood knots", Classes, network, now), CancellationToken.None)).Id;
        _classIds = (await projects.ChangeAsync(Knots, Write, CancellationToken.None)).Classes.ToDictionary(c => c.Name, c => c.Id);
        Unpractised = (await projects.AddAsync(Project.Create("Not practised yet", Classes, network, now), CancellationToken.None)).Id;
        Fresh = (await projects.AddAsync(Project.Create("Fresh", Classes, network, now), CancellationToken.None)).Id;
        await projects.ChangeAsync(Fresh, project => project.Follow(project.Policy with { PracticeGoal = 0 }), CancellationToken.None);
        Mistaken = (await projects.AddAsync(Project.Create("Mistaken", Classes, network, now), CancellationToken.None)).Id;
        Merged = (await projects.AddAsync(Project.Create("Merged", Classes, network, now), CancellationToken.None)).Id;
        Empty = (await projects.AddAsync(
            Project.Create(
                "A project whose name goes on and on, as long as names of projects may be, which nobody would do but",
                [.. Enumerable.Range(1, 12).Select(i => $"class {i} has a name of almost the longest length")],
                network,
                now),
            CancellationToken.None)).Id;
    }

    private static void Write(Project project)
    {
        project.Follow(project.Policy with { PracticeGoal = 0 });
        project.Instruct("## How to look\n\nLook at the **ring** round the knot first.\n\n- a closed dark ring: encased\n- no ring: sound\n\n| sign | class |\n| --- | --- |\n| crack | dry |\n\n> In doubt, skip.\n\n[More about knots](https://example.org)");
        foreach (var choice in project.Classes)
            choice.Define($"What makes a knot {choice.Name}: the wood round it, and the line between the two.");
    }

    /// <summary>As the Label page does it, so that rounds follow.</summary>
    private async Task LabelAsync(int labels)
    {
        var known = SeedImages.Labels.ToDictionary(l => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(SeedImages.Folder, l.File)))), l => l.Label);
        var client = new LabelingClient(_server!.Client, Knots, "prepares-the-pages");
        for (var label = 0; label < labels; label++)
        {
            var image = (await client.LeaseAsync(1)).GetProperty("images")[0].GetProperty("id").GetInt64();
            var bytes = await _server.Client.GetByteArrayAsync(new Uri($"api/projects/{Knots}/images/{image}", UriKind.Relative));
            await client.LabelAsync(Guid.NewGuid(), image, _classIds[known[Convert.ToHexString(SHA256.HashData(bytes))]]);
        }
    }

    /// <summary>Images whose vectors are known already, and among the sound ones a dry knot.</summary>
    private void MislabelInto(string folder)
    {
        SortInto(folder, 24, 12, sorted: true);
        var wrong = SeedImages.Labels.Where(l => l.Label == "dry").Skip(36).First().File;
        File.Copy(Path.Combine(SeedImages.Folder, wrong), Path.Combine(folder, "sound", wrong));
        MistakenFile = $"sound/{wrong}";
    }

    private static void SortInto(string folder, int first, int count, bool sorted)
    {
        foreach (var (file, label) in SeedImages.Labels.Where(l => Classes.Contains(l.Label)).GroupBy(l => l.Label).SelectMany(g => g.Skip(first).Take(count)))
        {
            var target = sorted ? Path.Combine(folder, label) : folder;
            Directory.CreateDirectory(target);
            File.Copy(Path.Combine(SeedImages.Folder, file), Path.Combine(target, file));
        }
    }
}
