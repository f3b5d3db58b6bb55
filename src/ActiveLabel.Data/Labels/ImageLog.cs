using System.Data.Common;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Labels;

/// <summary>One image's part of the log.</summary>
/// <param name="Lines">Oldest first; of each only what standings derive from.</param>
/// <param name="Known">How many of them the newest round has read.</param>
/// <param name="Method">By which the project's answers come to one; nobody needs it while there are no entries.</param>
internal sealed record ImageLog(IReadOnlyList<ReadLabel> Lines, int Known, ConsensusMethod Method = ConsensusMethod.NewestAnswer)
{
    private static readonly ImageLog Empty = new([], 0);

    /// <summary>As they were given.</summary>
    public IReadOnlyList<LabelEntry> Entries { get; } = [.. Lines.Select(line => line.Entry)];

    /// <summary>As they count now.</summary>
    public LabelReading Reading { get; } = LabelReading.Of(Lines);

    public ImageStanding Standing => ImageStanding.Of(Reading.Entries, Method);

    public static async Task<ImageLog> ReadAsync(Writing writing, long projectId, long imageId) =>
        (await ReadRangeAsync(writing, projectId, imageId, imageId)).GetValueOrDefault(imageId, Empty);

    /// <summary>The logs of all images with ids in that range that have one, by image id.</summary>
    public static async Task<Dictionary<long, ImageLog>> ReadRangeAsync(Writing writing, long projectId, long from, long to) =>
        (await writing.ReadAsync(
            $"""
            SELECT l."Id", l."ImageId", l."PersonId", l."Kind", l."ClassId", l."Source", l."Audit", l."Withdraws", l."Sequence",
                c."IsGone", c."MergedInto", c."AgainUpTo",
                l."Sequence" <= COALESCE((SELECT r."LabelMark" FROM "Rounds" AS r WHERE r."ProjectId" = {projectId} ORDER BY r."Number" DESC LIMIT 1), 0),
                (SELECT t."Consensus" FROM "Tallies" AS t WHERE t."ProjectId" = {projectId})
            FROM "Labels" AS l LEFT JOIN "Classes" AS c ON c."Id" = l."ClassId"
            WHERE l."ImageId" BETWEEN {from} AND {to} AND +l."ProjectId" = {projectId} ORDER BY l."ImageId", l."Sequence"
            """,
            row => ReadLine(row, projectId)))
        .GroupBy(line => line.Label.Entry.ImageId).ToDictionary(lines => lines.Key, Of);

    /// <param name="countsAs">The class that it counts as, or null where it names none.</param>
    public ImageLog With(LabelEntry appended, long? countsAs) => new([.. Lines, new ReadLabel(appended, countsAs)], Known, Method);

    public bool Stands(Guid id) =>
        Entries.Any(e => e.Id == id && e.Kind != LabelKind.Withdrawal) && Entries.All(e => e.Withdraws != id);

    private static ImageLog Of(IEnumerable<(ReadLabel Label, bool Known, ConsensusMethod Method)> lines)
    {
        var read = lines.ToList();
        return new ImageLog(read.ConvertAll(l => l.Label), read.Count(l => l.Known), read[0].Method);
    }

    private static (ReadLabel Label, bool Known, ConsensusMethod Method) ReadLine(DbDataReader row, long projectId)
    {
        var entry = new LabelEntry(
            row.GetGuid(0), projectId, row.GetInt64(1), row.GetInt64(2), Enum.Parse<LabelKind>(row.GetString(3)),
            row.IsDBNull(4) ? null : row.GetInt64(4), default, Enum.Parse<LabelSource>(row.GetString(5)),
            Audit: row.GetBoolean(6), Withdraws: row.IsDBNull(7) ? null : row.GetGuid(7));
        return (ReadAs(entry, row), row.GetBoolean(12), Enum.Parse<ConsensusMethod>(row.GetString(13)));
    }

    private static ReadLabel ReadAs(LabelEntry entry, DbDataReader row)
    {
        if (entry.ClassId is not { } classId)
            return ReadLabel.Plain(entry);

        var meaning = new ClassMeaning(!row.GetBoolean(9) ? classId : row.IsDBNull(10) ? null : row.GetInt64(10), row.GetInt64(11));
        var sequence = row.GetInt64(8);
        return new ReadLabel(entry, meaning.Read(sequence), meaning.IsAgain(sequence));
    }
}
