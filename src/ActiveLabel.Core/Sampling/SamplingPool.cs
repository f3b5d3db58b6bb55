using ActiveLabel.Core.Features;
using ActiveLabel.Core.Sampling.Neighbours;

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

    /// <summary>[K] by which picks name classes; null where the number of a class is its name.</summary>
    public IReadOnlyList<long>? ClassIds { get; init; }

    /// <summary>The images at the given places, in their order.</summary>
    public SamplingPool At(IReadOnlyList<int> places) =>
        new([.. places.Select(p => ImageIds[p])], Vectors.At(places), ClassCount) { Surroundings = Surroundings, Lesson = Lesson, ClassIds = ClassIds };

    /// <summary>What lies around the pool's images; strategies that look at neighbours need it.</summary>
    public Surroundings? Surroundings { get; init; }

    /// <summary>What the model was taught; strategies that mind the labels or train models of their own need it.</summary>
    public Lesson? Lesson { get; init; }

    /// <exception cref="InvalidOperationException">There are none.</exception>
    internal Surroundings RequireSurroundings() =>
        Surroundings ?? throw new InvalidOperationException("This strategy looks at neighbours, but the pool came without its surroundings.");

    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal Lesson RequireLesson() =>
        Lesson ?? throw new InvalidOperationException("This strategy looks at what the model was taught, but the pool came without its lesson.");
}

/// <summary>What lies around the images of a pool.</summary>
/// <param name="Graph">Of the pool's images and the labelled ones.</param>
/// <param name="Labelled">Ids of the labelled images.</param>
public sealed record Surroundings(NeighbourGraph Graph, IReadOnlyList<long> Labelled);
