using ActiveLabel.Core.Images;

namespace ActiveLabel.Vision.Decoding;

internal sealed class ImageInspector(ImageDecoder decoder) : IImageInspector
{
    public ImageInspection Inspect(ReadOnlySpan<byte> bytes)
    {
        using var pixels = new PixelBuffer();
        var outcome = decoder.Decode(bytes, PixelDemand.None, pixels);
        return new ImageInspection(outcome.Header, outcome.Refusal);
    }
}
