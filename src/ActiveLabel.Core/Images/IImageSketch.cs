namespace ActiveLabel.Core.Images;

/// <summary>Draws images so small that only their large forms are left: by these, copies of one picture are known. Safe to call from many threads at once.</summary>
public interface IImageSketch
{
    /// <summary>Grey, squeezed to a square of <see cref="Side"/> by <see cref="Side"/>, row by row.</summary>
    /// <param name="grey">[<see cref="Side"/> * <see cref="Side"/>], 0 to 255; written where true is returned.</param>
    /// <returns>False where the bytes cannot be decoded.</returns>
    bool Draw(ReadOnlySpan<byte> bytes, Span<float> grey);

    /// <summary>Pixels of either side.</summary>
    const int Side = 16;
}
