using System.Data.Common;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Labels;

/// <summary>
/// Who has which image before them, inside a job of the writer. A plus before a column keeps SQLite, which does not know how
/// many labels and leases a person has, from looking through all of them where an image's or a page's few would do.
/// </summary>
internal static class LeaseBook
{
    /// <summary>How long an answer may come after its lease ran out and still be known to belong to it.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>
    /// Ends what has run out. None lasts longer than it would if it were taken now: those that a clock since turned back,
    /// or a longer setting, would keep for longer are shortened.
    /// </summary>
    public static async Task ExpireAsync(Writing writing, long projectId, LeaseSpan span)
    {
        await writing.ExecuteAsync(
            $"""UPDATE "Leases" SET "Until" = {span.Until} WHERE "ProjectId" = {projectId} AND "Live" = TRUE AND "Until" > {span.Until}""");
        var ended = await writing.ReadIdsAsync(
            $"""UPDATE "Leases" SET "Live" = FALSE WHERE "ProjectId" = {projectId} AND "Live" = TRUE AND "Until" <= {span.Now} RETURNING "ImageId" """);
        if (ended.Count == 0)
            return;

        await QueueState.DeriveAsync(writing, ended);
        await writing.ExecuteAsync(
            $"""DELETE FROM "Leases" WHERE "ProjectId" = {projectId} AND "Live" = FALSE AND "Until" <= {span.Now - Remembered}""");
    }

    /// <summary>
    /// Takes the best open images that this person has not answered and has in no page, none whose class is certain; those that the person skipped
    /// only when there are no others.
    /// </summary>
    public static async Task<List<long>> TakeAsync(Writing writing, OpenPage page, int most, LeaseSpan span)
    {
        var taken = await TakeBestAsync(writing, page, most, span, skippedToo: false);
        if (taken.Count < most)
            taken.AddRange(await TakeBestAsync(writing, page, most - taken.Count, span, skippedToo: true));
        return taken;
    }

    private static async Task<List<long>> TakeBestAsync(Writing writing, OpenPage page, int most, LeaseSpan span, bool skippedToo)
    {
        var taken = await writing.ReadIdsAsync(
            $"""
            INSERT INTO "Leases" ("ImageId", "PersonId", "ProjectId", "Session", "Until", "Live")
            SELECT q."ImageId", {page.PersonId}, q."ProjectId", {page.Session}, {span.Until}, TRUE
            FROM "Queue" AS q
            WHERE q."ProjectId" = {page.ProjectId} AND q."Open" = TRUE
                AND NOT EXISTS (
                    SELECT 1 FROM "GoldImages" AS g JOIN "Classes" AS gc ON gc."Id" = g."ClassId" WHERE g."ImageId" = q."ImageId"
                    AND (NOT gc."IsGone" OR gc."MergedInto" IS NOT NULL) AND (gc."AgainUpTo" = 0
                        OR EXISTS (SELECT 1 FROM "Images" AS gi WHERE gi."Id" = g."ImageId" AND gi."AnswerClassId" = CASE WHEN gc."IsGone" THEN gc."MergedInto" ELSE gc."Id" END)))
                AND NOT EXISTS (SELECT 1 FROM "Leases" AS m WHERE m."ImageId" = q."ImageId" AND m."PersonId" = {page.PersonId} AND m."Live")
                AND NOT EXISTS (
                    SELECT 1 FROM "Labels" AS a LEFT JOIN "Classes" AS ac ON ac."Id" = a."ClassId"
                    WHERE a."ImageId" = q."ImageId" AND +a."PersonId" = {page.PersonId}
                    AND (a."Kind" IN ('Class', 'PoorExample') OR (a."Kind" = 'Skip' AND NOT {skippedToo}))
                    AND (a."Kind" <> 'Class' OR ((NOT ac."IsGone" OR ac."MergedInto" IS NOT NULL) AND a."Sequence" > ac."AgainUpTo"))
                    AND NOT EXISTS (SELECT 1 FROM "Labels" AS w WHERE w."Withdraws" = a."Id")
                    AND (a."Kind" = 'Skip' OR NOT EXISTS (
                        SELECT 1 FROM "Labels" AS v JOIN "Classes" AS vc ON vc."Id" = v."ClassId"
                        WHERE v."ImageId" = q."ImageId" AND +v."PersonId" = {page.PersonId} AND v."Sequence" > a."Sequence"
                        AND ((vc."IsGone" AND vc."MergedInto" IS NULL) OR v."Sequence" <= vc."AgainUpTo")
                        AND NOT EXISTS (SELECT 1 FROM "Labels" AS vw WHERE vw."Withdraws" = v."Id"))))
            ORDER BY q."Again" DESC, q."Round" DESC, q."Rank"
            LIMIT {most}
            ON CONFLICT ("ImageId", "PersonId") DO UPDATE SET "Session" = excluded."Session", "Until" = excluded."Until", "Live" = TRUE
            RETURNING "ImageId"
            """);
        await QueueState.DeriveAsync(writing, taken);
        return taken;
    }

    /// <summary>Takes one particular image, if it is open and this person has neither answered it nor has it in another page.</summary>
    public static async Task TakeThatAsync(Writing writing, OpenPage page, long imageId, LeaseSpan span)
    {
        await writing.ExecuteAsync(
            $"""
            INSERT INTO "Leases" ("ImageId", "PersonId", "ProjectId", "Session", "Until", "Live")
            SELECT q."ImageId", {page.PersonId}, q."ProjectId", {page.Session}, {span.Until}, TRUE
            FROM "Queue" AS q LEFT JOIN "Leases" AS m ON m."ImageId" = q."ImageId" AND m."PersonId" = {page.PersonId} AND m."Live"
            WHERE q."ImageId" = {imageId} AND q."ProjectId" = {page.ProjectId}
                AND NOT EXISTS (
                    SELECT 1 FROM "GoldImages" AS g JOIN "Classes" AS gc ON gc."Id" = g."ClassId" WHERE g."ImageId" = q."ImageId"
                    AND (NOT gc."IsGone" OR gc."MergedInto" IS NOT NULL) AND (gc."AgainUpTo" = 0
                        OR EXISTS (SELECT 1 FROM "Images" AS gi WHERE gi."Id" = g."ImageId" AND gi."AnswerClassId" = CASE WHEN gc."IsGone" THEN gc."MergedInto" ELSE gc."Id" END)))
                AND ((m."Session" IS NULL AND q."Open") OR (m."Session" = {page.Session} AND NOT q."Done"))
                AND NOT EXISTS (
                    SELECT 1 FROM "Labels" AS a LEFT JOIN "Classes" AS ac ON ac."Id" = a."ClassId"
                    WHERE a."ImageId" = q."ImageId" AND +a."PersonId" = {page.PersonId} AND a."Kind" IN ('Class', 'PoorExample')
                    AND (a."Kind" <> 'Class' OR ((NOT ac."IsGone" OR ac."MergedInto" IS NOT NULL) AND a."Sequence" > ac."AgainUpTo"))
                    AND NOT EXISTS (SELECT 1 FROM "Labels" AS w WHERE w."Withdraws" = a."Id")
                    AND NOT EXISTS (
                        SELECT 1 FROM "Labels" AS v JOIN "Classes" AS vc ON vc."Id" = v."ClassId"
                        WHERE v."ImageId" = q."ImageId" AND +v."PersonId" = {page.PersonId} AND v."Sequence" > a."Sequence"
                        AND ((vc."IsGone" AND vc."MergedInto" IS NULL) OR v."Sequence" <= vc."AgainUpTo")
                        AND NOT EXISTS (SELECT 1 FROM "Labels" AS vw WHERE vw."Withdraws" = v."Id")))
            ON CONFLICT ("ImageId", "PersonId") DO UPDATE SET "Session" = excluded."Session", "Until" = excluded."Until", "Live" = TRUE
            """);
        await QueueState.DeriveAsync(writing, imageId);
    }

    /// <summary>Prolongs what the page holds, and takes back what ran out meanwhile and is still open.</summary>
    /// <param name="slack">Leases that were renewed less than so long ago are left as they are: each write costs.</param>
    public static async Task RenewAsync(Writing writing, OpenPage page, LeaseSpan span, TimeSpan slack)
    {
        await writing.ExecuteAsync(
            $"""
            UPDATE "Leases" SET "Until" = {span.Until}
            WHERE "ProjectId" = {page.ProjectId} AND "Session" = {page.Session} AND +"PersonId" = {page.PersonId} AND "Live" AND "Until" < {span.Until - slack}
            """);
        var back = await writing.ReadIdsAsync(
            $"""
            UPDATE "Leases" SET "Until" = {span.Until}, "Live" = TRUE
            WHERE "ProjectId" = {page.ProjectId} AND "Session" = {page.Session} AND +"PersonId" = {page.PersonId} AND NOT "Live"
                AND EXISTS (SELECT 1 FROM "Queue" AS q WHERE q."ImageId" = "Leases"."ImageId" AND q."Open")
            RETURNING "ImageId"
            """);
        await QueueState.DeriveAsync(writing, back);
    }

    public static async Task ReleaseAsync(Writing writing, OpenPage page) =>
        await QueueState.DeriveAsync(
            writing,
            await writing.ReadIdsAsync(
                $"""
                UPDATE "Leases" SET "Live" = FALSE
                WHERE "ProjectId" = {page.ProjectId} AND "Session" = {page.Session} AND +"PersonId" = {page.PersonId} AND "Live" RETURNING "ImageId"
                """));

    /// <summary>What the page holds, best first, with what it takes to show it.</summary>
    public static Task<List<HeldImage>> HeldAsync(Writing writing, OpenPage page) => writing.ReadAsync(
        $"""
        SELECT l."ImageId", l."Until", q."Round", q."Rank", q."Reason", q."ModelVersionId", q."Cause", q."CauseClassId", q."CauseOtherClassId",
            i."Hash", i."Width", i."Height"
        FROM "Leases" AS l
        JOIN "Queue" AS q ON q."ImageId" = l."ImageId"
        JOIN "Images" AS i ON i."Id" = l."ImageId"
        WHERE l."ProjectId" = {page.ProjectId} AND l."Session" = {page.Session} AND +l."PersonId" = {page.PersonId} AND l."Live"
        ORDER BY q."Again" DESC, q."Round" DESC, q."Rank"
        """,
        ReadHeld);

    private static HeldImage ReadHeld(DbDataReader row) => new(
        new Lease(
            row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetInt32(2), row.GetInt32(3),
            Enum.Parse<PickReason>(row.GetString(4)), row.IsDBNull(5) ? null : row.GetInt64(5))
        {
            Why = new PickWhy(
                row.IsDBNull(6) ? PickCause.NotTold : Enum.Parse<PickCause>(row.GetString(6)),
                row.IsDBNull(7) ? null : row.GetInt64(7), row.IsDBNull(8) ? null : row.GetInt64(8)),
        },
        ImageHash.Parse(row.GetString(9)), row.GetInt32(10), row.GetInt32(11));
}
