using System.IO.Compression;
using System.Text;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Projects;
using ActiveLabel.Tests.Data;

namespace ActiveLabel.Tests.Images;

/// <summary>An installation, a folder to import from, and an inspector for which any bytes that begin with IMG are an image.</summary>
internal sealed class ImportBench : IAsyncDisposable
{
    private ImportBench(Installation installation, Project project) => (Installation, Project) = (installation, project);

    public Installation Installation { get; }

    public Project Project { get; }

    public string Folder { get; } = Installation.NewFolder();

    public static async Task<ImportBench> CreateAsync(params string[] classes)
    {
        var installation = await Installation.CreateAsync();
        var names = classes.Length > 0 ? classes : ["sound", "dry", "encased"];
        var project = await installation.Projects.AddAsync(Project.Create("Knots", names, "net", Installation.Noon), default);
        var bench = new ImportBench(installation, project);
        Directory.CreateDirectory(bench.Folder);
        return bench;
    }

    public ImageImporter Importer => new(new Inspector(), Installation.Get<IBlobStore>(), Installation.Images, Installation.Changes, TimeProvider.System);

    public static byte[] ImageBytes(string content) => Encoding.UTF8.GetBytes($"IMG {content}");

    /// <summary>Writes an image whose bytes are its name, unless it shall have other content.</summary>
    public void AddImage(string name, string? content = null) => AddFile(name, ImageBytes(content ?? name));

    public void AddFile(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public static MemoryStream Zip(params (string Name, byte[] Bytes)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        stream.Position = 0;
        return stream;
    }

    public async Task<ImportResult> ImportAsync(
        ImportLabels? labels = null, ImportOptions? options = null, IImportSource? source = null, IProgress<ImportProgress>? progress = null,
        CancellationToken cancel = default)
    {
        using var from = source ?? ImportSource.Open(Folder);
        return await Importer.ImportAsync(Project, from, labels ?? ImportLabels.None, options ?? new(), progress, cancel);
    }

    public LabelTable Table(string csv) => Installation.Get<ILabelTableReader>().Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "labels.csv");

    /// <summary>File name, split and class of each image of the project, by name.</summary>
    public async Task<List<(string File, Split Split, string? Class)>> ImagesAsync() =>
    [
        .. (await Installation.ListAsync(Project))
            .Select(i => (i.Image.FileName, i.Image.Split, Project.Classes.FirstOrDefault(c => c.Id == i.Answer?.ClassId)?.Name))
            .OrderBy(i => i.FileName, StringComparer.Ordinal),
    ];

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class Inspector : IImageInspector
    {
        public ImageInspection Inspect(ReadOnlySpan<byte> bytes) => bytes.StartsWith("IMG"u8)
            ? new ImageInspection(new ImageHeader(4, 3, "image/png"), null)
            : new ImageInspection(null, "it does not begin like an image");
    }
}
