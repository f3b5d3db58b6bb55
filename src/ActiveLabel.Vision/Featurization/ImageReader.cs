using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Resizing;

namespace ActiveLabel.Vision.Featurization;

/// <summary>From a hash to a packed tensor. Keeps its buffers from image to image, so each thread has one of its own.</summary>
internal sealed class ImageReader(IBlobStore blobs, ImageDecoder decoder, Preprocessing input) : IDisposable
{
    private readonly PixelDemand _demand = new(input);
    private readonly TensorPacker _packer = new(input);
    private readonly PixelBuffer _pixels = new();
    private byte[] _bytes = [];

    /// <returns>Why there is nothing in the tensor, or null.</returns>
    public string? Read(ImageHash image, Span<float> tensor)
    {
        try
        {
            return decoder.Decode(Bytes(image), _demand, _pixels).Refusal ?? Pack(tensor);
        }
        catch (FileNotFoundException)
        {
            return "its bytes are missing from the data folder";
        }
        // Whatever a strange file makes a decoder do, it costs that file alone.
        catch (Exception failure)
        {
            return $"it could not be read: {failure.Message}";
        }
        finally
        {
            _pixels.ReleaseLarge();
            if (_bytes.Length > DecodingMemory.Small) _bytes = [];
        }
    }

    public void Dispose() => _pixels.Dispose();

    private string? Pack(Span<float> tensor)
    {
        _packer.Pack(_pixels.Pixels, _pixels.Width, _pixels.Height, tensor);
        return null;
    }

    private ReadOnlySpan<byte> Bytes(ImageHash image)
    {
        using var stream = blobs.OpenRead(image);
        var length = checked((int)stream.Length);
        if (_bytes.Length < length) _bytes = new byte[Math.Max(length, 2 * _bytes.Length)];
        stream.ReadExactly(_bytes, 0, length);
        return _bytes.AsSpan(0, length);
    }
}
