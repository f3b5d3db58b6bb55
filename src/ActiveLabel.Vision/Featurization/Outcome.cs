using ActiveLabel.Core.Images;

namespace ActiveLabel.Vision.Featurization;

/// <summary>
/// What became of images: vectors that wait to be stored, or the reason why there is none. Once stored it goes back to
/// where it came from and is used again.
/// </summary>
internal sealed class Outcome(WaitingLine<Outcome> home, int capacity, int vectorLength)
{
    private readonly ImageHash[] _images = new ImageHash[capacity];
    private readonly float[] _vectors = new float[capacity * vectorLength];
    private int _count;

    public ReadOnlySpan<ImageHash> Images => _images.AsSpan(0, _count);

    /// <summary>[Images.Length, VectorLength]; empty for a failure.</summary>
    public ReadOnlySpan<float> Vectors => _vectors.AsSpan(0, _count * vectorLength);

    public string? Failure { get; private set; }

    /// <summary>Takes the vectors of a batch that was computed, and makes the batch empty again.</summary>
    public void Computed(OpenBatch batch)
    {
        _count = batch.Count;
        batch.Tensors.Vectors(_count).CopyTo(_vectors);
        batch.Empty(_images);
        Failure = null;
    }

    public void Failed(ImageHash image, string reason) => (_images[0], _count, Failure) = (image, 1, reason);

    public void GiveBack() => home.Put(this);
}
