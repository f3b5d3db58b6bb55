namespace ActiveLabel.Vision.Storage;

/// <summary>
/// Held by the one who writes a featurizer's vectors. A file of its own, since readers keep the vectors themselves open;
/// the system lets go of it when the process ends, however it ends. It is never deleted: another may be about to take it.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream _file;

    private WriterLock(FileStream file) => _file = file;

    /// <param name="name">Of the featurizer, for people.</param>
    /// <exception cref="IOException">Somebody else holds it.</exception>
    public static WriterLock Take(StorePaths paths, string name)
    {
        try
        {
            return new WriterLock(new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (File.Exists(paths.Lock))
        {
            throw new IOException($"Another run is computing vectors with {name}, or rewriting them; wait for it to end.", taken);
        }
    }

    public void Dispose() => _file.Dispose();
}
