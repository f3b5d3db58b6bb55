using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Sampling;

/// <summary>The unlabelled images among which a sampler chooses, with their vectors.</summary>
public sealed record SamplingPool
{
    /// <param name="imageIds">[n] distinct.</param>
    /// <param name="vectors">[n] in the order of the ids.</param>
    /// <param name="classCount">Classes of the project, K.</param>
    /// <exception cref="ArgumentException">An id is there twice, or the counts differ.</exception>
    public SamplingPool(IReadOnlyList<long> imageIds, VectorRows vectors, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        if (imageIds.Count != vectors.Count)
            throw new ArgumentException($"{imageIds.Count} images cannot have {vectors.Count} vectors.", nameof(vectors));

        var seen = new HashSet<long>(imageIds.Count);
        foreach (var id in imageIds)
        {
            if (!seen.Add(id))
                throw new ArgumentException($"Image {id} is in the pool twice.", nameof(imageIds));
        }

        (ImageIds, Vectors, ClassCount) = (imageIds, vectors, classCount);
    }

    public IReadOnlyList<long> ImageIds { get; }

    public VectorRows Vectors { get; }

    public int ClassCount { get; }

    public int Count => ImageIds.Count;
}
