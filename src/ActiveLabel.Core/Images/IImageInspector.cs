namespace ActiveLabel.Core.Images;

/// <summary>Size in pixels after orientation, and media type.</summary>
public sealed record ImageHeader(int Width, int Height, string ContentType);

/// <summary>Either what the image is, or why the bytes are none that can be used. Exactly one of the two is set.</summary>
public sealed record ImageInspection(ImageHeader? Header, string? Refusal);

/// <summary>Tells whether bytes are an image that can be decoded whole. Safe to call from many threads at once.</summary>
public interface IImageInspector
{
    /// <summary>Decodes as cheaply as the format allows, but to the end, so that truncated files are found.</summary>
    ImageInspection Inspect(ReadOnlySpan<byte> bytes);
}
