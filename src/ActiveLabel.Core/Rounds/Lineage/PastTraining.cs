using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>What versions were trained on, from what their rounds have recorded.</summary>
public sealed class PastTraining(SnapshotReader snapshots, IOriginStore origins, IRoundStore rounds, IImageStore images, ISplitMoves moves)
{
    /// <summary>By the id of each image that the version was trained on, the id of the class that its answer was taken for.</summary>
    public async Task<IReadOnlyDictionary<long, long>> ClassesAsync(ModelVersion version, CancellationToken cancel)
    {
        try
        {
            if (await origins.FindAsync(version.Id, cancel) is { } origin
                && await origins.FindSetAsync(version.ProjectId, origin.PoolSet, cancel) is { } pool
                && await origins.FindAnswersAsync(version.ProjectId, origin.Answers, cancel) is { } recorded)
            {
                var ids = pool.Ids.ToHashSet();
                return recorded.Answers.Where(a => a.ClassId != 0 && ids.Contains(a.ImageId)).ToDictionary(a => a.ImageId, a => a.ClassId);
            }
        }
        catch (InvalidDataException)
        {
            // Damaged: a rebuild says so. Here the log does.
        }

        return await RetraceAsync(version, cancel);
    }

    /// <summary>Of a version of which it was not recorded, or is damaged: from the log, and who has moved images since.</summary>
    private async Task<IReadOnlyDictionary<long, long>> RetraceAsync(ModelVersion version, CancellationToken cancel)
    {
        if ((await rounds.ListAsync(version.ProjectId, cancel)).FirstOrDefault(r => r.ModelVersionId == version.Id) is not { } round)
            return new Dictionary<long, long>();

        var place = new LogPlace(await rounds.MarkOfAsync(round.Id, cancel), version.ClassMark);
        var answered = await images.ReadAnswersAsync(version.ProjectId, place, ConsensusMethod.NewestAnswer, cancel);
        var splits = new SplitHistory(await moves.ListAsync(version.ProjectId, cancel));
        return answered.Images
            .Where(i => i.Answer is { IsPoorExample: false } && splits.During(round.Number, i.Image.Id, i.Image.Split) == Split.Pool)
            .ToDictionary(i => i.Image.Id, i => i.Answer!.ClassId!.Value);
    }

    /// <returns>The project as the version's round read it; null where that was not recorded, or not all of it is there any more.</returns>
    public async Task<ProjectSnapshot?> TakeAsync(ModelVersion version, CancellationToken cancel)
    {
        try
        {
            if (await origins.FindAsync(version.Id, cancel) is not { } origin
                || await origins.FindSetAsync(version.ProjectId, origin.PoolSet, cancel) is not { } pool
                || await origins.FindSetAsync(version.ProjectId, origin.TestSet, cancel) is not { } test
                || await origins.FindAnswersAsync(version.ProjectId, origin.Answers, cancel) is not { } answers)
            {
                return null;
            }

            var snapshot = await snapshots.TakeAgainAsync(version.ProjectId, origin, version.ClassIds, version.ClassMark, answers, pool, test, cancel);
            return snapshot.HashOf(snapshot.Labelled) == version.TrainingSetHash ? snapshot : null;
        }
        catch (Exception lost) when (lost is RebuildException or InvalidDataException)
        {
            return null;
        }
    }
}
