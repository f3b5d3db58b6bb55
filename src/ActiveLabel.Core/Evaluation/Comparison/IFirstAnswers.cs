namespace ActiveLabel.Core.Evaluation.Comparison;

/// <summary>Tells which labels a model cannot have been trained on.</summary>
public interface IFirstAnswers
{
    /// <summary>Those of the images that had no answer of any kind when any of these versions was trained.</summary>
    Task<IReadOnlySet<long>> LaterThanAsync(long projectId, IReadOnlyList<long> imageIds, IReadOnlyList<long> versionIds, CancellationToken cancel);
}
