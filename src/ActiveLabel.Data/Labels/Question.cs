using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Labels;

/// <summary>What an entry meets: its image, the image's place in the queue, and who has it.</summary>
/// <param name="CountsAs">The class that a label of the entry's counts as now; null where it names none that counts.</param>
/// <param name="Place">Null for a test image.</param>
/// <param name="Overlap">Different people who shall answer about it.</param>
/// <param name="Mine">Whether the person's lease on it is live; null where there is none.</param>
/// <param name="WithOthers">Other people who have it before them now.</param>
internal sealed record Question(Split Split, int Overlap, long? CountsAs, QueuePlace? Place, bool? Mine, int WithOthers)
{
    /// <summary>Null where the project has no such image.</summary>
    public static async Task<Question?> AskAsync(Writing writing, LabelEntry entry)
    {
        var found = await writing.ReadAsync(
            $"""
            SELECT i."Split", CASE WHEN q."Wanted" > t."Overlap" THEN q."Wanted" ELSE t."Overlap" END,
                (SELECT CASE WHEN c."IsGone" THEN c."MergedInto" ELSE c."Id" END FROM "Classes" AS c WHERE c."Id" = {entry.ClassId} AND c."ProjectId" = {entry.ProjectId}),
                q."Round", q."Rank", q."Reason", q."ModelVersionId", m."Live",
                (SELECT COUNT(*) FROM "Leases" AS o WHERE o."ImageId" = i."Id" AND o."Live" AND o."PersonId" <> {entry.PersonId})
            FROM "Images" AS i
            JOIN "Tallies" AS t ON t."ProjectId" = i."ProjectId"
            LEFT JOIN "Queue" AS q ON q."ImageId" = i."Id"
            LEFT JOIN "Leases" AS m ON m."ImageId" = i."Id" AND m."PersonId" = {entry.PersonId}
            WHERE i."Id" = {entry.ImageId} AND i."ProjectId" = {entry.ProjectId}
            """,
            row => new Question(
                Enum.Parse<Split>(row.GetString(0)), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetInt64(2),
                row.IsDBNull(3)
                    ? null
                    : new QueuePlace(row.GetInt32(3), row.GetInt32(4), Enum.Parse<PickReason>(row.GetString(5)), row.IsDBNull(6) ? null : row.GetInt64(6)),
                row.IsDBNull(7) ? null : row.GetBoolean(7), row.GetInt32(8)));
        return found.SingleOrDefault();
    }

    /// <summary>An answer that the queue asked for belongs to the round that asked, also when it comes late.</summary>
    public LabelEntry Attribute(LabelEntry entry) =>
        Mine is null || Place is null || entry.Source != LabelSource.LabelPage
            ? entry
            : entry with { Round = Place.Round, Rank = Place.Rank, Audit = Place.Reason == PickReason.Audit, ModelVersionId = Place.ModelVersionId };

    /// <summary>How this entry stands to those asked for.</summary>
    /// <param name="before">The image's log without it.</param>
    public AppendOutcome Judge(LabelEntry entry, ImageLog before)
    {
        if (entry.Kind is not (LabelKind.Class or LabelKind.PoorExample))
            return AppendOutcome.Appended;

        var standing = before.Standing;
        var hasAnswered = before.Reading.Entries.Any(e => e.PersonId == entry.PersonId && e.Kind is LabelKind.Class or LabelKind.PoorExample && before.Stands(e.Id));
        if (hasAnswered || (Mine != true && standing.IsDone(Overlap)))
            return AppendOutcome.AnsweredBefore;

        return Mine != true && standing.Opinions + WithOthers >= Overlap ? AppendOutcome.WithSomebodyElse : AppendOutcome.Appended;
    }
}

internal sealed record QueuePlace(int Round, int Rank, PickReason Reason, long? ModelVersionId);
