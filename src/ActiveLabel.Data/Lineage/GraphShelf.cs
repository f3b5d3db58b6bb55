using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Data.Lineage;

/// <summary>One file a graph in the data folder's <c>graphs</c>: a SHA-256 of what follows, and the graph.</summary>
internal sealed class GraphShelf(DataFolder folder) : IGraphShelf
{
    /// <summary>Of the largest graphs, 60 MB.</summary>
    private const int MostKept = 8;

    private const string Suffix = ".graph";

    private readonly Lock _writing = new();

    public NeighbourGraph? Find(string key)
    {
        try
        {
            var bytes = File.ReadAllBytes(PathOf(key));
            if (bytes.Length < SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
                return null;

            using var reader = new BinaryReader(new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes));
            return NeighbourGraph.Read(reader);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Keep(string key, NeighbourGraph graph)
    {
        var path = PathOf(key);
        var unfinished = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            lock (_writing)
            {
                Directory.CreateDirectory(folder.Graphs);
                Write(unfinished, graph);
                File.Move(unfinished, path, overwrite: true);
                foreach (var old in new DirectoryInfo(folder.Graphs).EnumerateFiles($"*{Suffix}").OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostKept))
                    old.Delete();
            }
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            TryDelete(unfinished);
        }
    }

    private static void Write(string path, NeighbourGraph graph)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        graph.Write(writer);
        writer.Flush();
        var written = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        using var file = File.Create(path);
        file.Write(SHA256.HashData(written));
        file.Write(written);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
        {
            // A full disk: what is left of it takes room until somebody clears the folder.
        }
    }

    /// <summary>Keys are hexadecimal digits.</summary>
    private string PathOf(string key) => Path.Combine(folder.Graphs, $"{key}{Suffix}");
}
