using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Labels;

/// <summary>What is kept of one image's standing, to see whether it is still what its log says.</summary>
/// <param name="Opinions">As the others from here on, of an image in the queue; of a test image 0 and false.</param>
internal sealed record KeptStanding(string? Source, long? ClassId, bool Audit, double Confidence, int Opinions, bool IsPoor, bool IsAgain, bool IsPooled)
{
    public static KeptStanding Of(ImageLog log)
    {
        var standing = log.Standing;
        return new KeptStanding(
            standing.Answer?.Source.ToString(), standing.Answer?.ClassId, standing.Answer is { Audit: true }, standing.Answer?.Confidence ?? 1.0, standing.Opinions, standing.IsPoor,
            log.Reading.IsAgain, IsPooled: true);
    }

    /// <summary>Of all images with ids in that range, by id.</summary>
    public static async Task<Dictionary<long, KeptStanding>> ReadRangeAsync(Writing writing, long projectId, long from, long to) =>
        (await writing.ReadAsync(
            $"""
            SELECT i."Id", i."AnswerSource", i."AnswerClassId", i."AnswerAudit", q."Answers", q."Poor", q."Again", i."AnswerConfidence"
            FROM "Images" AS i LEFT JOIN "Queue" AS q ON q."ImageId" = i."Id"
            WHERE i."ProjectId" = {projectId} AND i."Id" BETWEEN {from} AND {to}
            """,
            row => (
                Id: row.GetInt64(0),
                Kept: new KeptStanding(
                    row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetBoolean(3), row.GetDouble(7),
                    row.IsDBNull(4) ? 0 : row.GetInt32(4), !row.IsDBNull(5) && row.GetBoolean(5), !row.IsDBNull(6) && row.GetBoolean(6), !row.IsDBNull(4)))))
        .ToDictionary(line => line.Id, line => line.Kept);
}
