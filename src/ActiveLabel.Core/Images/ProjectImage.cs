namespace ActiveLabel.Core.Images;

/// <summary>One image of one project. Its bytes are kept once, by hash, whatever number of projects hold it.</summary>
public sealed class ProjectImage
{
    private ProjectImage() { }

    public long Id { get; private set; }

    public long ProjectId { get; private set; }

    public ImageHash Hash { get; private set; }

    /// <summary>Path relative to the folder or archive it came from, with forward slashes.</summary>
    public string FileName { get; private set; } = "";

    public Split Split { get; private set; }

    public long ByteCount { get; private set; }

    /// <summary>Pixels, after the orientation that the file asks for.</summary>
    public int Width { get; private set; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; private set; }

    /// <summary>Media type of the bytes, for example <c>image/jpeg</c>.</summary>
    public string ContentType { get; private set; } = "";

    public DateTimeOffset ImportedAt { get; private set; }

    public static ProjectImage Create(
        long projectId, ImageHash hash, string fileName, Split split, long byteCount, ImageHeader header, DateTimeOffset now) =>
        new()
        {
            ProjectId = projectId,
            Hash = hash,
            FileName = fileName,
            Split = split,
            ByteCount = byteCount,
            Width = header.Width,
            Height = header.Height,
            ContentType = header.ContentType,
            ImportedAt = now,
        };
}
