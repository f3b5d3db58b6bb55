using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Inference;

namespace ActiveLabel.Vision.Featurization;

/// <summary>A batch that decoders fill together, each image written straight to where the network will read it.</summary>
internal sealed class OpenBatch(TensorBatch tensors) : IDisposable
{
    private readonly ImageHash?[] _images = new ImageHash?[tensors.Capacity];
    private int _count;

    public TensorBatch Tensors => tensors;

    /// <summary>Images in it.</summary>
    public int Count => _count;

    /// <summary>Marks a place as written; true for the last one.</summary>
    public bool Fill(int index, ImageHash image)
    {
        _images[index] = image;
        return Interlocked.Increment(ref _count) == tensors.Capacity;
    }

    /// <summary>Moves the images of a batch that did not fill up to its front. Nobody may be filling it any more.</summary>
    public void CloseGaps()
    {
        for (int from = 0, to = 0; from < tensors.Capacity; from++)
        {
            if (_images[from] is null) continue;
            if (from != to)
            {
                tensors.Image(from).CopyTo(tensors.Image(to));
                (_images[to], _images[from]) = (_images[from], null);
            }
            to++;
        }
    }

    /// <summary>Tells whose images they are and makes the batch empty again.</summary>
    public void Empty(Span<ImageHash> images)
    {
        for (var i = 0; i < _count; i++) images[i] = _images[i]!.Value;
        Array.Clear(_images);
        _count = 0;
    }

    public void Dispose() => tensors.Dispose();
}

/// <summary>The place of one image in a batch.</summary>
internal readonly record struct Place(OpenBatch Batch, int Index);
