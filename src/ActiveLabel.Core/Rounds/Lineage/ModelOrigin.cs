using ActiveLabel.Core.Features;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>
/// What a round read to train its model, in so few words that it is kept for good: with the log, the vectors and this, the
/// same program trains the same model, to the last bit. Sets of images and the making of the graph are kept once under
/// their hashes, however many rounds share them.
/// </summary>
/// <param name="LabelMark">Sequence number of the newest entry of the log that it read.</param>
/// <param name="Answers">Hash of the <see cref="RecordedAnswers"/> that it took.</param>
/// <param name="PoolSet">Hash of the <see cref="IdSet"/> of pool images that had vectors.</param>
/// <param name="TestSet">Hash of that of the test images.</param>
/// <param name="ClassNames">Of the model's outputs, as the classes were called then.</param>
/// <param name="Policy">The project's settings as they were.</param>
/// <param name="Featurizer">The network, layers and preprocessing behind the vectors; of its file only the name.</param>
/// <param name="BeforeVersionId">The version before, whose penalties and trial of guesses may have served on; or null.</param>
/// <param name="Graph">Key of the <see cref="GraphMaking"/> by which it guessed; null where it did not.</param>
/// <param name="GraphHash">SHA-256 of that graph.</param>
/// <param name="GuessesHash">SHA-256 of the guesses that it learned from; null where there were none.</param>
/// <param name="VectorsHash">SHA-256 of the vectors that it learned from.</param>
/// <param name="WeightsHash">SHA-256 of what came out.</param>
public sealed record ModelOrigin(
    long LabelMark, string Answers, string PoolSet, string TestSet, IReadOnlyList<string> ClassNames, ProjectPolicy Policy, Featurizer Featurizer,
    long? BeforeVersionId, string? Graph, string? GraphHash, string? GuessesHash, string VectorsHash, string WeightsHash, ProgramFacts Program);

/// <summary>What a round knows of its inputs before they are kept.</summary>
/// <param name="Making">Null where the model did not guess.</param>
public sealed record RecordedOrigin(ModelOrigin Origin, RecordedAnswers Answers, IdSet Pool, IdSet Test, GraphMaking? Making);

/// <summary>Keeps where models come from.</summary>
public interface IOriginStore
{
    /// <summary>Null for versions from before it was recorded.</summary>
    Task<ModelOrigin?> FindAsync(long modelVersionId, CancellationToken cancel);

    /// <summary>Of all versions of a project that have one, by their ids.</summary>
    Task<IReadOnlyDictionary<long, ModelOrigin>> ListAsync(long projectId, CancellationToken cancel);

    /// <summary>A set of images by its hash; null where there is none.</summary>
    /// <exception cref="InvalidDataException">What is kept is damaged.</exception>
    Task<IdSet?> FindSetAsync(long projectId, string hash, CancellationToken cancel);

    /// <summary>Recorded answers by their hash; null where those, or others that they change, are not kept.</summary>
    /// <inheritdoc cref="FindSetAsync" path="/exception"/>
    Task<RecordedAnswers?> FindAnswersAsync(long projectId, string hash, CancellationToken cancel);

    /// <summary>Ids of those of the project's model versions that were trained on the image, of all whose origin is kept undamaged.</summary>
    Task<IReadOnlySet<long>> TrainedByAsync(long projectId, long imageId, CancellationToken cancel);

    /// <summary>How a graph was made, by its key; null where that, or a step before it, is not kept.</summary>
    /// <inheritdoc cref="FindSetAsync" path="/exception"/>
    Task<GraphMaking?> FindMakingAsync(long projectId, string key, CancellationToken cancel);
}
