using ActiveLabel.Core;

namespace ActiveLabel.Vision.Storage;

/// <summary>The disk itself. A full one is told as such, with the file that could not grow.</summary>
internal sealed class StoreDisk : IStoreDisk
{
    // ENOSPC; EDQUOT of Linux and macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL as HRESULTs.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public StoreFile Open(string path) => Named(path, () =>
        new StoreFile(path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)));

    public void Write(StoreFile file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(file.Handle, bytes, offset);
        }
        catch (IOException failure) when (Full.Contains(failure.HResult))
        {
            throw IsFull(file.Path, failure);
        }
    }

    public void SetLength(StoreFile file, long length) => Named(file.Path, () => RandomAccess.SetLength(file.Handle, length));

    public void Flush(StoreFile file) => Named(file.Path, () => RandomAccess.FlushToDisk(file.Handle));

    public void FlushFolder(string path) => DiskFlush.Folder(path);

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    private static void Named(string path, Action work) => Named(path, () =>
    {
        work();
        return true;
    });

    private static T Named<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException failure) when (Full.Contains(failure.HResult))
        {
            throw IsFull(path, failure);
        }
    }

    private static IOException IsFull(string path, IOException failure) => new(
        $"The disk is full: {path} cannot grow. What was done before is kept; make room, then do the same again to go on.", failure);
}
