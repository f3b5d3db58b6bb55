using ActiveLabel.Core;
using Microsoft.Data.Sqlite;

namespace ActiveLabel.Data.Database;

/// <summary>A full disk, told so that whoever reads it knows what to do.</summary>
internal static class FullDisk
{
    // SQLITE_FULL; SQLITE_IOERR_SHMSIZE, where the file that processes share cannot grow.
    private const int Full = 13, NoRoomToShare = 4874;

    /// <exception cref="IOException">The disk is full; nothing of the work is kept.</exception>
    public static async Task NameAsync(DataFolder folder, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (Cause(failure) is { SqliteErrorCode: Full } or { SqliteExtendedErrorCode: NoRoomToShare })
        {
            throw new IOException(
                $"The disk is full: {folder.Database} cannot grow. What was done before is kept; make room, then do the same again to go on.", failure);
        }
    }

    private static SqliteException? Cause(Exception failure) => failure as SqliteException ?? failure.InnerException as SqliteException;
}
