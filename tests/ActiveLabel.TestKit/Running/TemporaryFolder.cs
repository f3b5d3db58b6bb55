namespace ActiveLabel.TestKit.Running;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("activelabel-").FullName;

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        // What was cancelled ends by itself, and may put down its last file while the folder goes.
        using var pause = new ManualResetEventSlim();
        for (var left = 50; ; left--)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (left > 0 && Directory.Exists(Path))
            {
                pause.Wait(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
