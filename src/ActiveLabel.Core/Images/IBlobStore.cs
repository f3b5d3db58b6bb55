namespace ActiveLabel.Core.Images;

/// <summary>Bytes kept once by their hash, safe against crashes and against two writers of the same bytes.</summary>
public interface IBlobStore
{
    /// <summary>Keeps the bytes, if they are not kept already; after it returns they are on disk.</summary>
    Task PutAsync(ImageHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <exception cref="FileNotFoundException">No bytes of that hash are kept.</exception>
    Task<byte[]> ReadAsync(ImageHash hash, CancellationToken cancel);

    /// <exception cref="FileNotFoundException">No bytes of that hash are kept.</exception>
    Stream OpenRead(ImageHash hash);
}
