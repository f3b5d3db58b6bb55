using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;

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
    /// Adds images, some hundred in each transaction: each pool image gets its place in the queue (round 0, in seeded
    /// random order), each label given with it is appended to the log as the import's. Images whose hash the project has
    /// already are left as they are, but a label for one that has no answer is appended. So what was cut off is made up
    /// for by adding the same again.
    /// </summary>
    Task<ImageAddition> AddAsync(long projectId, IReadOnlyList<NewImage> images, CancellationToken cancel);

    /// <summary>All images of a project in the order of their ids, with their current answers.</summary>
    Task<IReadOnlyList<AnsweredImage>> ListAsync(long projectId, CancellationToken cancel);

    /// <summary>How many images a project has, and the newest of them, those first that came last; none that was removed from it.</summary>
    Task<(int Count, IReadOnlyList<AnsweredImage> Newest)> ListNewestAsync(long projectId, int most, CancellationToken cancel);

    /// <summary>Ids of all images of one split of a project, in their order.</summary>
    Task<IReadOnlyList<long>> ListIdsAsync(long projectId, Split split, CancellationToken cancel);

    /// <summary>The hash of the bytes of each image of a project.</summary>
    Task<IReadOnlyList<KeyValuePair<long, ImageHash>>> ListHashesAsync(long projectId, CancellationToken cancel);

    /// <summary>Those images of a project that have an answer, poor examples among them, in the order of their ids.</summary>
    Task<IReadOnlyList<AnsweredImage>> ListAnsweredAsync(long projectId, CancellationToken cancel);

    /// <summary>The same together with the place in the log from which they derive, both of one moment.</summary>
    /// <param name="upTo">As they were when the log ended with that sequence number; null for now.</param>
    /// <param name="method">What several people's answers came to then, as far as it is counted; what is kept now is by the project's own.</param>
    Task<AnswersAt> ReadAnswersAsync(long projectId, LogPlace? upTo, ConsensusMethod method, CancellationToken cancel);

    /// <summary>Those of one split, as they are now: of test images, a small part of a large project, read in a moment.</summary>
    Task<AnswersAt> ReadAnswersAsync(long projectId, Split split, CancellationToken cancel);

    /// <summary>How many pool images have a class, and how many of them the audit arm has drawn.</summary>
    Task<(int Pool, int Audit)> CountLabelledAsync(long projectId, CancellationToken cancel);

    Task<AnsweredImage?> FindAsync(long projectId, long imageId, CancellationToken cancel);

    /// <summary>Those of the images that the project has, by id.</summary>
    Task<IReadOnlyDictionary<long, AnsweredImage>> FindAsync(long projectId, IReadOnlyList<long> imageIds, CancellationToken cancel);

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

/// <param name="Images">Those that have an answer, poor examples among them, in the order of their ids.</param>
/// <param name="LabelMark">Sequence number of the newest entry of the log that they derive from; 0 where there is none.</param>
public sealed record AnswersAt(IReadOnlyList<AnsweredImage> Images, long LabelMark);

/// <summary>A moment of a project, by the two records that tell what is known of its images.</summary>
/// <param name="LabelMark">Sequence number of the last label.</param>
/// <param name="ClassMark">Place of the last class change that counts.</param>
public readonly record struct LogPlace(long LabelMark, long ClassMark);
