using System.Buffers;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Vision.Featurization;

/// <summary>What became of images: vectors that wait to be stored, or the reason why there is none.</summary>
/// <param name="Vectors">[Images.Length, VectorLength] at the front of an array of the shared pool; null for a failure.</param>
internal sealed record Outcome(ImageHash[] Images, float[]? Vectors, int VectorValues, string? Failure)
{
    public static Outcome Failed(ImageHash image, string reason) => new([image], null, 0, reason);

    public static Outcome Computed(ImageHash[] images, ReadOnlySpan<float> vectors)
    {
        var kept = ArrayPool<float>.Shared.Rent(vectors.Length);
        vectors.CopyTo(kept);
        return new Outcome(images, kept, vectors.Length, null);
    }
}
