using System.Text;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Data;
using ActiveLabel.Data.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Tests.Data;

/// <summary>A migrated data folder of its own, on disk, as an installation has it.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    private readonly bool _keepsFolder;

    private Installation(DataFolder folder, bool keepsFolder)
    {
        (Folder, _keepsFolder) = (folder, keepsFolder);
        _services = new ServiceCollection().AddData(folder).BuildServiceProvider();
    }

    public DataFolder Folder { get; }

    public IServiceProvider Services => _services;

    public IProjectStore Projects => Get<IProjectStore>();

    public IClassChanges Changes => Get<IClassChanges>();

    public IImageStore Images => Get<IImageStore>();

    public ILabelLog Log => Get<ILabelLog>();

    public ILabelQueue Queue => Get<ILabelQueue>();

    public IRoundStore Rounds => Get<IRoundStore>();

    public IModelStore Models => Get<IModelStore>();

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), $"activelabel-{Guid.NewGuid():N}");

    public static Task<Installation> CreateAsync() => OpenAsync(new DataFolder(NewFolder()), keepsFolder: false);

    /// <summary>Opens a folder as another process would.</summary>
    public static async Task<Installation> OpenAsync(DataFolder folder, bool keepsFolder = true)
    {
        var installation = new Installation(folder, keepsFolder);
        await installation.Services.MigrateDatabaseAsync(default);
        return installation;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<ActiveLabelContext> ContextAsync() => Get<IDbContextFactory<ActiveLabelContext>>().CreateDbContextAsync();

    public async Task<long> PersonAsync(PersonKind kind = PersonKind.Local) => (await Get<IPersonStore>().GetAsync(kind, default)).Id;

    /// <summary>A project of the classes sound, dry and encased with so many unlabelled pool images.</summary>
    public async Task<Project> ProjectAsync(int images = 0, string name = "Knots", ProjectPolicy? policy = null)
    {
        var project = await Projects.AddAsync(Project.Create(name, ["sound", "dry", "encased"], "net", Noon, policy), default);
        await Images.AddAsync(project.Id, [.. Enumerable.Range(0, images).Select(n => Image(project, n))], default);
        return project;
    }

    public static NewImage Image(Project project, int number, Split split = Split.Pool, string? className = null) => new(
        ProjectImage.Create(
            project.Id, ImageHash.Of(Encoding.UTF8.GetBytes($"bytes {number}")), $"knot {number}.jpg", split, 1000, new ImageHeader(64, 48, "image/jpeg"), Noon),
        className is null ? null : project.FindClass(className)!.Id);

    public async Task<IReadOnlyList<AnsweredImage>> ListAsync(Project project) => await Images.ListAsync(project.Id, default);

    public async ValueTask DisposeAsync()
    {
        await using (var context = await ContextAsync())
        {
            SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        }

        await _services.DisposeAsync();
        if (!_keepsFolder && Directory.Exists(Folder.Root))
            Directory.Delete(Folder.Root, recursive: true);
    }
}
