using System.Collections.Concurrent;
using ActiveLabel.Core.Images;

namespace ActiveLabel.TestKit;

/// <summary>Image bytes in a dictionary.</summary>
public sealed class InMemoryBlobStore : IBlobStore
{
    private readonly ConcurrentDictionary<ImageHash, byte[]> _blobs = new();

    /// <summary>Called before bytes are read; a test can stop the world there.</summary>
    public Action<ImageHash>? Reading { get; set; }

    /// <summary>Keeps the bytes and tells their hash.</summary>
    public ImageHash Put(byte[] bytes)
    {
        var hash = ImageHash.Of(bytes);
        _blobs[hash] = bytes;
        return hash;
    }

    public Task PutAsync(ImageHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        _blobs.TryAdd(hash, bytes.ToArray());
        return Task.CompletedTask;
    }

    public Task<byte[]> ReadAsync(ImageHash hash, CancellationToken cancel) => Task.FromResult(Find(hash));

    public Stream OpenRead(ImageHash hash) => new MemoryStream(Find(hash), writable: false);

    private byte[] Find(ImageHash hash)
    {
        Reading?.Invoke(hash);
        return _blobs.TryGetValue(hash, out var bytes) ? bytes : throw new FileNotFoundException($"No bytes of hash {hash} are kept.");
    }
}
