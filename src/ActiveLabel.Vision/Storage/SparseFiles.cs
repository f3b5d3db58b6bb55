using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage;

/// <summary>The room that sparse files take, for which .NET has no call.</summary>
internal static partial class SparseFiles
{
    /// <summary>Bytes that hold data, without the holes of a sparse file; the length where the system cannot tell.</summary>
    public static long AllocatedBytes(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        if (OperatingSystem.IsWindows()) return length;
        // The two have each other's number on macOS.
        var (toData, toHole) = OperatingSystem.IsMacOS() ? (4, 3) : (3, 4);
        long allocated = 0;
        for (long at = 0; at < length;)
        {
            var data = Seek(file, at, toData);
            // None follows, or the file system does not know of holes and says so for the first byte already.
            if (data < 0) return at == 0 && Marshal.GetLastPInvokeError() != NoSuchData ? length : allocated;
            var hole = Seek(file, data, toHole);
            if (hole < 0) return length;
            allocated += hole - data;
            at = hole;
        }
        return allocated;
    }

    // ENXIO.
    private const int NoSuchData = 6;

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int whence);
}
