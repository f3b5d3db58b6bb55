using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Labels;

/// <summary>Reads how far a project is, inside a job of the writer.</summary>
internal static class TallyReader
{
    /// <param name="isDry">Whether nothing is free for the person who asks: then all that is not done waits for others.</param>
    public static async Task<WorkCounts> ReadAsync(Writing writing, long projectId, bool isDry)
    {
        var counts = await writing.ReadAsync(
            $"""
            SELECT t."Labelled", t."Undone", t."SinceRound",
                EXISTS (SELECT 1 FROM "Rounds" AS r WHERE r."ProjectId" = t."ProjectId"),
                (SELECT COUNT(DISTINCT l."ImageId") FROM "Leases" AS l JOIN "Queue" AS q ON q."ImageId" = l."ImageId"
                    WHERE l."ProjectId" = t."ProjectId" AND l."Live" = TRUE AND NOT q."Done")
            FROM "Tallies" AS t WHERE t."ProjectId" = {projectId}
            """,
            row => (Labelled: row.GetInt32(0), Undone: row.GetInt32(1), Since: row.GetInt32(2), HasRound: row.GetBoolean(3), Leased: row.GetInt32(4)));
        var (labelled, undone, since, hasRound, leased) = counts.Single();
        var waiting = isDry ? 0 : undone - leased;
        return new WorkCounts(new LabelProgress(labelled, hasRound ? since : labelled), waiting, undone - waiting);
    }
}
