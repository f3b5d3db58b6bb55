using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Labels;

/// <summary>
/// What derives from the log and is kept beside it for speed: an image's current answer, how many have answered, whether
/// its place in the queue is done, and the project's tally. Nothing else writes those columns, but what imports whole
/// projects.
/// </summary>
internal static class LabelProjection
{
    private const int ImagesAtOnce = 2_000;

    /// <summary>Brings what derives from one image's log up to date.</summary>
    /// <param name="before">That log as it was when this was last called, or as it was imported.</param>
    public static async Task ApplyAsync(Writing writing, long projectId, long imageId, ImageLog before, ImageLog after)
    {
        var standing = after.Standing;
        await StoreAsync(writing, imageId, standing, after.Reading.IsAgain);
        var was = before.Standing;
        await writing.ExecuteAsync(
            $"""
            UPDATE "Tallies" SET
                "Labelled" = "Labelled" + {Labelled(standing) - Labelled(was)},
                "Undone" = "Undone"
                    + CASE WHEN {was.IsPoor} OR ({was.Opinions} >= "Overlap" AND {was.Opinions} >= (SELECT q."Wanted" FROM "Queue" AS q WHERE q."ImageId" = {imageId})) THEN 1 ELSE 0 END
                    - CASE WHEN {standing.IsPoor} OR ({standing.Opinions} >= "Overlap" AND {standing.Opinions} >= (SELECT q."Wanted" FROM "Queue" AS q WHERE q."ImageId" = {imageId})) THEN 1 ELSE 0 END,
                "SinceRound" = "SinceRound" + {TrainingChanges.Count(after.Entries, after.Known) - TrainingChanges.Count(before.Entries, before.Known)}
            WHERE "ProjectId" = {projectId} AND EXISTS (SELECT 1 FROM "Queue" WHERE "ImageId" = {imageId})
            """);
    }

    /// <summary>Derives a whole project anew from its log alone; by Dawid and Skene, what serves until the next round.</summary>
    public static async Task RebuildAsync(Writing writing, long projectId)
    {
        var (labelled, since) = (0, 0);
        foreach (var imageId in await writing.ReadIdsAsync($"""SELECT "Id" FROM "Images" WHERE "ProjectId" = {projectId}"""))
        {
            var log = await ImageLog.ReadAsync(writing, projectId, imageId);
            var standing = log.Standing;
            if (await StoreAsync(writing, imageId, standing, log.Reading.IsAgain))
                (labelled, since) = (labelled + Labelled(standing), since + TrainingChanges.Count(log.Entries, log.Known));
        }

        await writing.ExecuteAsync(
            $"""
            UPDATE "Tallies" SET "Labelled" = {labelled}, "SinceRound" = {since},
                "Undone" = (SELECT COUNT(*) FROM "Queue" WHERE "ProjectId" = {projectId} AND NOT "Done")
            WHERE "ProjectId" = {projectId}
            """);
    }

    /// <summary>
    /// Brings what derives up to date for every image that was ever given one of these classes, after they came to count as
    /// something else; by Dawid and Skene, what serves until the next round. The rest of the project is read over and not written: at 300,000 labels that takes seconds at most.
    /// </summary>
    public static async Task ApplyToClassesAsync(Writing writing, long projectId, IReadOnlyList<long> classIds)
    {
        var touched = new SortedSet<long>();
        foreach (var classId in classIds)
        {
            touched.UnionWith(await writing.ReadIdsAsync($"""SELECT DISTINCT "ImageId" FROM "Labels" WHERE "ClassId" = {classId}"""));
        }

        var labelled = 0;
        foreach (var some in touched.Chunk(ImagesAtOnce))
        {
            var logs = await ImageLog.ReadRangeAsync(writing, projectId, some[0], some[^1]);
            var kept = await KeptStanding.ReadRangeAsync(writing, projectId, some[0], some[^1]);
            foreach (var (imageId, log) in some.Select(id => (id, logs[id])))
            {
                var (now, was) = (KeptStanding.Of(log), kept[imageId]);
                if (now == was with { IsPooled = now.IsPooled })
                    continue;

                await StoreAsync(writing, imageId, log.Standing, now.IsAgain);
                if (was.IsPooled)
                    labelled += (now.ClassId is null ? 0 : 1) - (was.ClassId is null ? 0 : 1);
            }
        }

        if (touched.Count > 0)
        {
            await writing.ExecuteAsync(
                $"""
                UPDATE "Tallies" SET "Labelled" = "Labelled" + {labelled} WHERE "ProjectId" = {projectId}
                """);
            await QueueState.RecountAsync(writing, projectId);
        }
    }

    private static int Labelled(ImageStanding standing) => standing.Answer is { IsPoorExample: false } ? 1 : 0;

    /// <returns>Whether it is an image of the pool.</returns>
    private static async Task<bool> StoreAsync(Writing writing, long imageId, ImageStanding standing, bool isAgain)
    {
        await writing.ExecuteAsync(
            $"""
            UPDATE "Images" SET "AnswerSource" = {standing.Answer?.Source}, "AnswerClassId" = {standing.Answer?.ClassId}, "AnswerAudit" = {standing.Answer is { Audit: true }},
                "AnswerConfidence" = {standing.Answer?.Confidence ?? 1.0}
            WHERE "Id" = {imageId}
            """);
        var queued = await writing.ExecuteAsync(
            $"""UPDATE "Queue" SET "Answers" = {standing.Opinions}, "Poor" = {standing.IsPoor}, "Again" = {isAgain} WHERE "ImageId" = {imageId}""");
        await QueueState.DeriveAsync(writing, imageId);
        return queued > 0;
    }
}
