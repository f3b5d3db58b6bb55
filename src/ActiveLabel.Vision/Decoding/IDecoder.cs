namespace ActiveLabel.Vision.Decoding;

/// <summary>One library that turns encoded bytes into pixels. Safe to call from many threads, each with its own buffer.</summary>
internal interface IDecoder
{
    /// <summary>
    /// Fills the buffer with upright, opaque RGBA pixels (alpha composed over white), the first frame or page only,
    /// shrunk by no more than the demand allows.
    /// </summary>
    DecodeOutcome Decode(ReadOnlySpan<byte> bytes, EncodedFormat format, PixelDemand demand, PixelBuffer pixels);
}
