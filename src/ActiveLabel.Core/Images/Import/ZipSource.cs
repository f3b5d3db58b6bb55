using System.IO.Compression;

namespace ActiveLabel.Core.Images.Import;

/// <summary>
/// A zip archive. Nothing is unpacked to disk under a name of its choosing; entries that grow beyond reason, or whose names
/// lead out of the archive, are refused one by one.
/// </summary>
public sealed class ZipSource : IImportSource
{
    /// <summary>Images are compressed already: what unpacks to more than this many times its size is a bomb.</summary>
    private const int LargestRatio = 200;

    /// <summary>Below this an entry may have any ratio: a small picture of one colour does.</summary>
    private const long HarmlessLength = 4 << 20;

    private const int MostEntries = 1_000_000;

    private readonly ZipArchive _archive;

    /// <param name="archive">Seekable; closed together with this source.</param>
    /// <exception cref="WrongUseException">It is no zip archive.</exception>
    public ZipSource(Stream archive, string name)
    {
        Name = name;
        try
        {
            _archive = new ZipArchive(archive, ZipArchiveMode.Read);
            if (_archive.Entries.Count > MostEntries)
                throw new WrongUseException($"'{name}' holds more than {MostEntries:N0} files: import them in parts.");

            Files =
            [
                .. _archive.Entries
                    .Select(entry => (Entry: entry, Name: FileNames.Normalise(entry.FullName)))
                    .Where(e => !e.Name.EndsWith('/') && !FileNames.IsHidden(e.Name))
                    .OrderBy(e => e.Name, StringComparer.Ordinal)
                    .Select(e => new ImportFile(e.Name, cancel => ReadAsync(e.Entry, e.Name, cancel))),
            ];
        }
        catch (InvalidDataException failure)
        {
            archive.Dispose();
            throw new WrongUseException($"'{name}' is neither a folder nor a zip archive that can be read: {failure.Message}", failure);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public IReadOnlyList<ImportFile> Files { get; }

    public string Name { get; }

    public void Dispose() => _archive.Dispose();

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry, string name, CancellationToken cancel)
    {
        if (FileNames.LeadsOut(name))
            throw new RefusedFileException("its name leads out of the archive");

        var mostByRatio = Math.Max(HarmlessLength, entry.CompressedLength * LargestRatio);
        var most = Math.Min(mostByRatio, BoundedRead.LargestFile);
        var tooLong = most < BoundedRead.LargestFile
            ? $"it unpacks to more than {LargestRatio} times its size"
            : $"the file is larger than {BoundedRead.LargestFile >> 20} MB";
        try
        {
            await using var content = await entry.OpenAsync(cancel);
            return await BoundedRead.AllAsync(content, entry.Length, most, tooLong, cancel);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or NotSupportedException)
        {
            throw new RefusedFileException($"the archive is damaged here: {failure.Message}");
        }
    }
}
