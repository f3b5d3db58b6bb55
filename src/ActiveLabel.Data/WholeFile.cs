using ActiveLabel.Core;

namespace ActiveLabel.Data;

/// <summary>Files that are there whole or not at all, also when the process is killed or the power fails while they are written.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside it first, and takes the file's place when all is on disk. Its folder is made where there is none.</summary>
    public static async Task WriteAsync(string path, Func<FileStream, Task> write, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var home = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(home))
        {
            Directory.CreateDirectory(home);
            DiskFlush.Folder(Path.GetDirectoryName(home)!);
        }

        var unfinished = Path.Combine(home, $".{Guid.NewGuid():N}.tmp");
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        DiskFlush.Folder(home);
    }

    public static Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        WriteAsync(path, file => file.WriteAsync(bytes, cancel).AsTask(), cancel);
}
