namespace ActiveLabel.Core.Images.Import;

/// <summary>Where images come from: a folder, a zip archive or an upload.</summary>
public interface IImportSource : IDisposable
{
    /// <summary>Every file, images or not, in the ordinal order of their names. Hidden files are left out.</summary>
    IReadOnlyList<ImportFile> Files { get; }

    /// <summary>What a person calls it, for messages.</summary>
    string Name { get; }
}

/// <summary>One file that is offered.</summary>
/// <param name="name">Path relative to the source, with forward slashes. It is never used as a path on this machine.</param>
/// <param name="read">Reads the whole file; called at most once at a time in one source.</param>
public sealed class ImportFile(string name, Func<CancellationToken, Task<byte[]>> read)
{
    public string Name { get; } = name;

    /// <exception cref="RefusedFileException">The file cannot be had; the others can.</exception>
    public Task<byte[]> ReadAsync(CancellationToken cancel) => read(cancel);
}

/// <summary>One file cannot be imported, for a reason that its owner should read; the others go on.</summary>
public sealed class RefusedFileException(string reason) : Exception(reason);

public static class ImportSource
{
    /// <summary>Opens a folder, or a file as a zip archive.</summary>
    /// <exception cref="WrongUseException">There is no such folder or archive.</exception>
    public static IImportSource Open(string path)
    {
        if (Directory.Exists(path))
            return new FolderSource(path);
        if (!File.Exists(path))
            throw new WrongUseException($"There is no folder or zip archive '{path}'.");

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return new ZipSource(stream, path);
    }
}
