using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Images;

/// <summary>An image together with what is known of its class.</summary>
/// <param name="Answer">Null while nobody has answered for it.</param>
public sealed record AnsweredImage(ProjectImage Image, Answer? Answer);

/// <summary>How many images a project has, and how far they are.</summary>
/// <param name="Featurized">Images that have a vector under the project's featurizer.</param>
/// <param name="Failed">Images that could not be featurized.</param>
public sealed record ImageCounts(int Pool, int Test, int PoolLabelled, int TestLabelled, int PoorExamples, int Featurized, int Failed);

/// <summary>Keeps images. Images join a project together with their imported labels and places in the queue.</summary>
public interface IImageStore
{
    /// <summary>
    /// Adds images in one transaction: each pool image gets its place in the queue (round 0, in seeded random order),
    /// each label given with it is appended to the log as the import's. Images whose hash the project has already are
    /// left as they are, but a label for one that has none is appended.
    /// </summary>
    Task<ImageAddition> AddAsync(long projectId, IReadOnlyList<NewImage> images, CancellationToken cancel);

    /// <summary>All images of a project in the order of their ids, with their current answers.</summary>
    Task<IReadOnlyList<AnsweredImage>> ListAsync(long projectId, CancellationToken cancel);

    /// <summary>Ids of all images of one split of a project, in their order.</summary>
    Task<IReadOnlyList<long>> ListIdsAsync(long projectId, Split split, CancellationToken cancel);

    /// <summary>Those images of a project that have an answer, poor examples among them, in the order of their ids.</summary>
    Task<IReadOnlyList<AnsweredImage>> ListAnsweredAsync(long projectId, CancellationToken cancel);

    Task<AnsweredImage?> FindAsync(long projectId, long imageId, CancellationToken cancel);

    /// <summary>
    /// Some images, spread evenly over what was imported and the same each time: the first in the order of their hashes.
    /// </summary>
    /// <param name="split">Only those of this split, or null for both.</param>
    /// <param name="classId">Only those whose current answer is this class, or null for all.</param>
    Task<IReadOnlyList<ProjectImage>> SampleAsync(long projectId, Split? split, long? classId, int most, CancellationToken cancel);

    /// <summary>
    /// Hashes of the project's images, each once, that have neither a vector nor a failure under that featurizer, in the
    /// order in which the images came.
    /// </summary>
    Task<IReadOnlyList<ImageHash>> ListWithoutVectorAsync(long projectId, string featurizerId, CancellationToken cancel);

    /// <param name="featurizerId">Whose vectors and failures count; with null none does, which is faster.</param>
    Task<ImageCounts> CountAsync(long projectId, string? featurizerId, CancellationToken cancel);
}

/// <param name="ClassId">The class it is known to have, or null.</param>
public sealed record NewImage(ProjectImage Image, long? ClassId);

/// <param name="Added">New in the project.</param>
/// <param name="Duplicates">File names whose bytes the project had already, under that or another name.</param>
public sealed record ImageAddition(int Added, IReadOnlyList<string> Duplicates, int LabelsAdded);
