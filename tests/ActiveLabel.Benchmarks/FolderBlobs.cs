using ActiveLabel.Core.Images;

namespace ActiveLabel.Benchmarks;

/// <summary>The files below a folder, read from there by hash.</summary>
internal sealed class FolderBlobs : IBlobStore
{
    private readonly Dictionary<ImageHash, string> _paths = [];

    public FolderBlobs(string folder)
    {
        string[] extensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                _paths[ImageHash.Of(File.ReadAllBytes(path))] = path;
        }
        Hashes = [.. _paths.Keys];
    }

    public ImageHash[] Hashes { get; }

    public IEnumerable<string> Paths => Hashes.Select(hash => _paths[hash]);

    public Task PutAsync(ImageHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        throw new NotSupportedException("The folder is only read.");

    public Task<byte[]> ReadAsync(ImageHash hash, CancellationToken cancel) => File.ReadAllBytesAsync(_paths[hash], cancel);

    public Stream OpenRead(ImageHash hash) => new FileStream(_paths[hash], FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
}
