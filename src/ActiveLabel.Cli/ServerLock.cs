using ActiveLabel.Core;

namespace ActiveLabel.Cli;

/// <summary>Held by the one server of a data folder for as long as it lives; the system frees it when the process dies.</summary>
internal sealed class ServerLock : IDisposable
{
    private readonly FileStream _file;

    private ServerLock(FileStream file) => _file = file;

    /// <summary>The lock, or null where another process holds it.</summary>
    public static ServerLock? TryTake(DataFolder folder)
    {
        Directory.CreateDirectory(folder.Root);
        try
        {
            return new ServerLock(new FileStream(Path.Combine(folder.Root, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
