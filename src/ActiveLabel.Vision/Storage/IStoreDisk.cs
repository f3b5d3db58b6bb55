using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage;

/// <summary>All that the store does to the disk, one step a method, so that tests can stop the world after each.</summary>
internal interface IStoreDisk
{
    /// <summary>Opens a file to read and write, and makes it where there is none.</summary>
    StoreFile Open(string path);

    void Write(StoreFile file, ReadOnlySpan<byte> bytes, long offset);

    void SetLength(StoreFile file, long length);

    /// <summary>Returns once all that was written to the file outlives a loss of power.</summary>
    void Flush(StoreFile file);

    /// <summary>Returns once all that was made, renamed and deleted in the folder outlives a loss of power.</summary>
    void FlushFolder(string path);

    /// <summary>Puts a file in the place of another, in one step.</summary>
    void Rename(string from, string to);

    void Delete(string path);
}

internal sealed record StoreFile(string Path, SafeFileHandle Handle) : IDisposable
{
    public long Length => RandomAccess.GetLength(Handle);

    public void ReadFully(Span<byte> bytes, long offset) => ReadFully(Handle, bytes, offset);

    /// <exception cref="EndOfStreamException">The file ends before that.</exception>
    public static void ReadFully(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(file, bytes, offset);
            if (read == 0) throw new EndOfStreamException("The file ends before its rows do.");
            bytes = bytes[read..];
            offset += read;
        }
    }

    public void Dispose() => Handle.Dispose();
}
