namespace ActiveLabel.Core.Images;

/// <summary>Makes pictures for people out of whatever was imported. Safe to call from many threads at once.</summary>
public interface IImagePreview
{
    /// <summary>Encodes the image anew as a JPEG, upright, transparency over white.</summary>
    /// <param name="longestSide">Pixels that the longer side has at most; smaller images keep their size.</param>
    /// <returns>Null where the bytes cannot be decoded.</returns>
    byte[]? Render(ReadOnlySpan<byte> bytes, int longestSide);
}
