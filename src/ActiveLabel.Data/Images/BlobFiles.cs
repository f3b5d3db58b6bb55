using ActiveLabel.Core;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Data.Images;

/// <summary>One file for each hash, in folders named by its first two digits. A file that is there is whole.</summary>
internal sealed class BlobFiles(DataFolder folder) : IBlobStore
{
    public async Task PutAsync(ImageHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var path = PathOf(hash);
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length)
            return;

        await WholeFile.WriteAsync(path, bytes, cancel);
    }

    public async Task<byte[]> ReadAsync(ImageHash hash, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(hash), cancel);
        }
        catch (DirectoryNotFoundException failure)
        {
            throw Missing(hash, failure);
        }
    }

    public Stream OpenRead(ImageHash hash)
    {
        try
        {
            // Whoever reads images reads them whole, into a buffer of their own.
            return new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (DirectoryNotFoundException failure)
        {
            throw Missing(hash, failure);
        }
    }

    private static FileNotFoundException Missing(ImageHash hash, Exception failure) =>
        new($"The bytes of image {hash} are missing.", hash.Hex, failure);

    private string PathOf(ImageHash hash) => Path.Join(folder.Images, hash.Hex.AsSpan(0, 2), hash.Hex);
}
