using System.IO.Enumeration;

namespace ActiveLabel.Core.Images.Import;

/// <summary>A folder and the folders in it. Linked folders are not followed, so that no circle is.</summary>
public sealed class FolderSource : IImportSource
{
    /// <exception cref="WrongUseException">The folder cannot be listed.</exception>
    public FolderSource(string path)
    {
        Name = path;
        var root = Path.GetFullPath(path);
        try
        {
            Files = [.. List(root).Order(StringComparer.Ordinal).Select(name => new ImportFile(name, cancel => ReadAsync(Path.Combine(root, name), cancel)))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The folder '{path}' cannot be read: {failure.Message}", failure);
        }
    }

    public IReadOnlyList<ImportFile> Files { get; }

    public string Name { get; }

    public void Dispose() { }

    private static IEnumerable<string> List(string root)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        var paths = new FileSystemEnumerable<string>(root, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        return paths.Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/')).Where(name => !FileNames.IsHidden(name));
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return await BoundedRead.AllAsync(file, file.Length, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedFileException($"the file cannot be read: {failure.Message}");
        }
    }
}
