namespace ActiveLabel.Core.Images.Import;

/// <summary>Files as a browser sends them.</summary>
/// <param name="uploads">
/// Each with its name, or its path below the folder that was chosen, and a way to open its bytes. Opened one at a time.
/// </param>
public sealed class UploadSource(IEnumerable<(string Name, Func<Stream> Open)> uploads) : IImportSource
{
    public IReadOnlyList<ImportFile> Files { get; } =
    [
        .. uploads
            .Select(upload => (Name: FileNames.Normalise(upload.Name), upload.Open))
            .Where(upload => !FileNames.IsHidden(upload.Name))
            .OrderBy(upload => upload.Name, StringComparer.Ordinal)
            .Select(upload => new ImportFile(upload.Name, cancel => ReadAsync(upload.Name, upload.Open, cancel))),
    ];

    public string Name => "the upload";

    public void Dispose() { }

    private static async Task<byte[]> ReadAsync(string name, Func<Stream> open, CancellationToken cancel)
    {
        if (FileNames.LeadsOut(name))
            throw new RefusedFileException("its name leads out of the upload");

        await using var content = open();
        return await BoundedRead.AllAsync(content, expected: 0, cancel);
    }
}
