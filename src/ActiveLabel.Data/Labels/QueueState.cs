using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Labels;

/// <summary>Keeps what derives in the queue: whether an image is done, and whether it is open to somebody else.</summary>
internal static class QueueState
{
    /// <summary>To be called for every image whose answers or leases have changed, in the same transaction.</summary>
    public static Task DeriveAsync(Writing writing, long imageId) => writing.ExecuteAsync(
        $"""
        UPDATE "Queue" SET
            "Done" = ("Poor" OR ("Answers" >= t."Overlap" AND "Answers" >= "Wanted")),
            "Open" = (NOT "Poor" AND "Answers" + (SELECT COUNT(*) FROM "Leases" AS l WHERE l."ImageId" = "Queue"."ImageId" AND l."Live")
                < CASE WHEN "Wanted" > t."Overlap" THEN "Wanted" ELSE t."Overlap" END)
        FROM "Tallies" AS t
        WHERE "Queue"."ImageId" = {imageId} AND t."ProjectId" = "Queue"."ProjectId"
        """);

    public static async Task DeriveAsync(Writing writing, IEnumerable<long> imageIds)
    {
        foreach (var imageId in imageIds)
        {
            await DeriveAsync(writing, imageId);
        }
    }

    /// <summary>Takes over how many different people shall answer about each image of a project.</summary>
    public static async Task AskAsync(Writing writing, long projectId, int overlap)
    {
        var changed = await writing.ExecuteAsync(
            $"""UPDATE "Tallies" SET "Overlap" = {overlap} WHERE "ProjectId" = {projectId} AND "Overlap" <> {overlap}""");
        if (changed == 0)
            return;

        await writing.ExecuteAsync(
            $"""
            UPDATE "Queue" SET
                "Done" = ("Poor" OR ("Answers" >= {overlap} AND "Answers" >= "Wanted")),
                "Open" = (NOT "Poor" AND "Answers" + (SELECT COUNT(*) FROM "Leases" AS l WHERE l."ImageId" = "Queue"."ImageId" AND l."Live")
                    < CASE WHEN "Wanted" > {overlap} THEN "Wanted" ELSE {overlap} END)
            WHERE "ProjectId" = {projectId}
            """);
        await RecountAsync(writing, projectId);
    }

    /// <summary>Takes over what a policy says of how many people shall answer, and of what their answers come to.</summary>
    public static async Task FollowAsync(Writing writing, long projectId, ProjectPolicy policy)
    {
        await AskAsync(writing, projectId, policy.Opinions);
        await writing.ExecuteAsync(
            $"""UPDATE "Tallies" SET "Consensus" = {policy.Consensus}, "Settled" = FALSE WHERE "ProjectId" = {projectId} AND "Consensus" <> {policy.Consensus}""");
        if (!policy.SecondOpinions && await ForgetWantedAsync(writing, projectId))
            await RecountAsync(writing, projectId);
    }

    /// <summary>Second opinions that nobody has given yet are asked for no longer.</summary>
    /// <returns>Whether there were any.</returns>
    public static async Task<bool> ForgetWantedAsync(Writing writing, long projectId)
    {
        var forgotten = await writing.ReadIdsAsync(
            $"""UPDATE "Queue" SET "Wanted" = 0 WHERE "ProjectId" = {projectId} AND "Wanted" > 0 AND "Wanted" > "Answers" RETURNING "ImageId" """);
        await DeriveAsync(writing, forgotten);
        return forgotten.Count > 0;
    }

    /// <summary>Counts the images that are not done, after many have changed at once.</summary>
    public static Task RecountAsync(Writing writing, long projectId) => writing.ExecuteAsync(
        $"""
        UPDATE "Tallies" SET "Undone" = (SELECT COUNT(*) FROM "Queue" WHERE "ProjectId" = {projectId} AND NOT "Done") WHERE "ProjectId" = {projectId}
        """);
}
