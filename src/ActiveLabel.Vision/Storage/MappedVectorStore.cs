using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage;

/// <summary>One memory-mapped file a featurizer, in the data folder's <c>vectors</c>.</summary>
internal sealed class MappedVectorStore(DataFolder data) : IVectorStore
{
    public IVectorReader OpenRead(Featurizer featurizer)
    {
        var file = new VectorFile(data, featurizer);
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new VectorReader(file, handle: null);
        }
        try
        {
            if (file.CountRows(RandomAccess.GetLength(handle)) > 0) file.CheckHeader(handle);
            return new VectorReader(file, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public IVectorWriter OpenWrite(Featurizer featurizer, long committedRows)
    {
        var file = new VectorFile(data, featurizer);
        Directory.CreateDirectory(data.Vectors);
        var writerLock = Lock(file, featurizer);
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(file.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            Prepare(file, handle, committedRows);
            return new VectorWriter(file, handle, writerLock, committedRows);
        }
        catch
        {
            handle?.Dispose();
            writerLock.Dispose();
            throw;
        }
    }

    // A file of its own, since readers keep the vectors themselves open. The system lets go of it when the process ends, however it ends.
    private static FileStream Lock(VectorFile file, Featurizer featurizer)
    {
        try
        {
            return new FileStream(file.Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (File.Exists(file.Path + ".lock"))
        {
            throw new IOException($"Another run is computing vectors with {featurizer.Network}; wait for it to end.", taken);
        }
    }

    private static void Prepare(VectorFile file, SafeFileHandle handle, long committedRows)
    {
        var length = RandomAccess.GetLength(handle);
        // New, or left by a crash before the first row.
        if (length <= VectorFile.HeaderLength && committedRows == 0) file.WriteHeader(handle);
        else file.CheckHeader(handle);
        if (file.CountRows(length) < committedRows)
        {
            throw new InvalidDataException(
                $"{file.Path} holds {file.CountRows(length)} vectors where {committedRows} are counted on. Restore it from a backup.");
        }
        RandomAccess.SetLength(handle, file.Offset(committedRows));
        RandomAccess.FlushToDisk(handle);
    }
}
