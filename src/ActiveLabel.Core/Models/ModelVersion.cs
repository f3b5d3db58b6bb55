using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Core.Models;

/// <summary>A model as it was trained once, with all that is needed to know where it came from. Never changed.</summary>
public sealed class ModelVersion
{
    private ModelVersion() { }

    public long Id { get; private set; }

    public long ProjectId { get; private set; }

    /// <summary>1, 2, 3, ... within the project.</summary>
    public int Number { get; private set; }

    public string FeaturizerId { get; private set; } = "";

    /// <summary>Id of the project's class behind each of the model's outputs, in order.</summary>
    public IReadOnlyList<long> ClassIds { get; private set; } = [];

    /// <summary>Place in the record of class changes up to which the training labels were read: <see cref="Projects.ClassChanges.ClassHistory.AsOf(long)"/> tells what they counted as.</summary>
    public long ClassMark { get; private set; }

    public Classifier Model { get; private set; } = null!;

    public TrainingOptions Options { get; private set; } = null!;

    /// <summary>Null for versions from before it was kept.</summary>
    public TrainingOutcome? Outcome { get; private set; }

    /// <summary>The temperature at which people see its probabilities: <see cref="TemperatureScaling"/>. The samplers take them unscaled.</summary>
    public double Temperature { get; private set; } = TemperatureScaling.None;

    /// <summary>Labelled images it was trained on.</summary>
    public int TrainingCount { get; private set; }

    /// <summary>SHA-256 over (image hash, class id) of the training rows, in the order of image ids.</summary>
    public string TrainingSetHash { get; private set; } = "";

    /// <summary>Null where nothing could judge it: no test images and too few of the audit arm.</summary>
    public EvaluationSummary? Evaluation { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string ProgramVersion { get; private set; } = "";

    public static ModelVersion Create(
        long projectId, int number, string featurizerId, IReadOnlyList<long> classIds, Classifier model, TrainingOptions options,
        int trainingCount, string trainingSetHash, EvaluationSummary? evaluation, DateTimeOffset now, string programVersion,
        double temperature = TemperatureScaling.None, TrainingOutcome? outcome = null, long classMark = 0) =>
        new()
        {
            ProjectId = projectId,
            Number = number,
            FeaturizerId = featurizerId,
            ClassIds = classIds,
            ClassMark = classMark,
            Model = model,
            Options = options,
            TrainingCount = trainingCount,
            TrainingSetHash = trainingSetHash,
            Evaluation = evaluation,
            CreatedAt = now,
            ProgramVersion = programVersion,
            Temperature = temperature,
            Outcome = outcome,
        };
}

public interface IModelStore
{
    /// <summary>Keeps the version and gives it its id. A number that is taken already is replaced by the next free one.</summary>
    Task<ModelVersion> AddAsync(ModelVersion version, CancellationToken cancel) => AddAsync(version, origin: null, cancel);

    /// <inheritdoc cref="AddAsync(ModelVersion, CancellationToken)"/>
    /// <param name="origin">Where it comes from, kept in the same transaction; null where that is not known.</param>
    Task<ModelVersion> AddAsync(ModelVersion version, RecordedOrigin? origin, CancellationToken cancel);

    Task<ModelVersion?> FindAsync(long id, CancellationToken cancel);

    /// <summary>The answers that a version's round read; null where they were not recorded.</summary>
    Task<RecordedAnswers?> FindAnswersAsync(long id, CancellationToken cancel);

    Task<ModelVersion?> LatestAsync(long projectId, CancellationToken cancel);

    /// <summary>Number, size and evaluation of all versions, oldest first, without their weights.</summary>
    Task<IReadOnlyList<ModelSummary>> ListAsync(long projectId, CancellationToken cancel);
}

public sealed record ModelSummary(long Id, int Number, int TrainingCount, EvaluationSummary? Evaluation, DateTimeOffset CreatedAt)
{
    public TrainingOptions? Options { get; init; }

    /// <inheritdoc cref="ModelVersion.ClassIds"/>
    public IReadOnlyList<long> ClassIds { get; init; } = [];

    /// <inheritdoc cref="ModelVersion.ClassMark"/>
    public long ClassMark { get; init; }

    /// <inheritdoc cref="ModelVersion.Outcome"/>
    public TrainingOutcome? Outcome { get; init; }
}
