using System.Diagnostics;
using ActiveLabel.TestKit.Running;
using Xunit;

namespace ActiveLabel.EndToEnd.Durability;

/// <summary>A file system of a few megabytes in memory, which can be filled up to what a test leaves free.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    private string Ballast => _folder["ballast"];

    /// <summary>Mounts it, or skips the test where this user may not.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk();
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", disk.Path) == 0)
            return disk;

        disk._folder.Dispose();
        Assert.Skip("A small disk could not be mounted (it takes Linux and root): WHAT A FULL DISK DOES WAS NOT TESTED.");
        return disk;
    }

    public void FillUpTo(int kilobytesFree)
    {
        using var file = File.Create(Ballast);
        var block = new byte[4096];
        while (new DriveInfo(Path).AvailableFreeSpace > kilobytesFree * 1024L)
        {
            file.Write(block);
            file.Flush();
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        _ = Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
