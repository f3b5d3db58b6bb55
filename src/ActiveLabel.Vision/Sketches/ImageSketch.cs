using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Resizing;

namespace ActiveLabel.Vision.Sketches;

/// <summary>Sketches by the decoders and the resize that featurize.</summary>
internal sealed class ImageSketch(ImageDecoder decoder) : IImageSketch
{
    private const int Plane = IImageSketch.Side * IImageSketch.Side;

    private static readonly Preprocessing Input = new(
        IImageSketch.Side, IImageSketch.Side, ResizeMode.Stretch, ChannelOrder.Rgb, Scale: 1, Mean: default, Deviation: PerChannel.All(1));

    public bool Draw(ReadOnlySpan<byte> bytes, Span<float> grey)
    {
        using var pixels = new PixelBuffer();
        if (decoder.Decode(bytes, new PixelDemand(Input), pixels).Header is null)
            return false;

        var packer = new TensorPacker(Input);
        Span<float> planes = stackalloc float[3 * Plane];
        packer.Pack(pixels.Pixels, pixels.Width, pixels.Height, planes);
        // Luma of ITU-R BT.601.
        for (var i = 0; i < Plane; i++)
            grey[i] = (0.299f * planes[i]) + (0.587f * planes[Plane + i]) + (0.114f * planes[(2 * Plane) + i]);
        return true;
    }
}
