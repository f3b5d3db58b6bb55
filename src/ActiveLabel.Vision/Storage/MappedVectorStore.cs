using ActiveLabel.Core;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage;

/// <summary>One memory-mapped file a featurizer, in the data folder's <c>vectors</c>.</summary>
internal sealed class MappedVectorStore(DataFolder data, IStoreDisk? disk = null) : IVectorStore
{
    private readonly IStoreDisk _disk = disk ?? new StoreDisk();

    public IVectorReader OpenRead(Featurizer featurizer)
    {
        var file = RowsFile.Find(new StorePaths(data, featurizer.Id));
        try
        {
            file?.Check(featurizer);
            return new VectorReader(file, featurizer.VectorLength);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    public IVectorWriter OpenWrite(Featurizer featurizer, VectorForm? form, long committedRows)
    {
        var paths = new StorePaths(data, featurizer.Id);
        if (!Directory.Exists(paths.Folder))
        {
            Directory.CreateDirectory(paths.Folder);
            _disk.FlushFolder(data.Root);
        }
        var writerLock = WriterLock.Take(paths, featurizer.Network);
        try
        {
            return Recovery.Open(_disk, paths, featurizer, form, committedRows, writerLock);
        }
        catch
        {
            writerLock.Dispose();
            throw;
        }
    }
}
