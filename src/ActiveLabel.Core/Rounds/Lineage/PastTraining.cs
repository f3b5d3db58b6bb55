using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>What versions were trained on, from what their rounds have recorded.</summary>
public sealed class PastTraining(SnapshotReader snapshots, IOriginStore origins)
{
    /// <returns>The project as the version's round read it; null where that was not recorded, or not all of it is there any more.</returns>
    public async Task<ProjectSnapshot?> TakeAsync(ModelVersion version, CancellationToken cancel)
    {
        if (await origins.FindAsync(version.Id, cancel) is not { } origin
            || await origins.FindSetAsync(version.ProjectId, origin.PoolSet, cancel) is not { } pool
            || await origins.FindSetAsync(version.ProjectId, origin.TestSet, cancel) is not { } test
            || await origins.FindAnswersAsync(version.ProjectId, origin.Answers, cancel) is not { } answers)
        {
            return null;
        }

        try
        {
            var snapshot = await snapshots.TakeAgainAsync(version.ProjectId, origin, version.ClassIds, version.ClassMark, answers, pool, test, cancel);
            return snapshot.HashOf(snapshot.Labelled) == version.TrainingSetHash ? snapshot : null;
        }
        catch (RebuildException)
        {
            return null;
        }
    }
}
