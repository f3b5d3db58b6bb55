using System.Runtime.InteropServices;

namespace ActiveLabel.Core;

/// <summary>Makes a folder's entries outlive a loss of power: a renamed file is only safe once its folder is on disk.</summary>
public static partial class DiskFlush
{
    private const int ReadOnly = 0;

    /// <summary>Waits until the names in a folder are on disk. Where the system cannot do it (Windows journals renames itself) nothing happens.</summary>
    /// <param name="path">The folder; nothing happens where it cannot be opened.</param>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        var folder = Open(path, ReadOnly);
        if (folder < 0)
            return;

        _ = Sync(folder);
        _ = Close(folder);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
