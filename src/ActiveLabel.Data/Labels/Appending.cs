using ActiveLabel.Core;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Labels;

/// <summary>Appends entries to the log, inside a job of the writer.</summary>
internal static class Appending
{
    public static async Task<AppendOutcome> AppendAsync(Writing writing, LabelEntry entry)
    {
        if (await IsThereAsync(writing, entry))
            return AppendOutcome.Repeated;

        var question = await Question.AskAsync(writing, entry);
        var log = await ImageLog.ReadAsync(writing, entry.ProjectId, entry.ImageId);
        LabelGuard.Check(entry, question, log);
        await InsertAsync(writing, question.Attribute(entry));
        // Whoever answers lets go of the image; a colleague who has it too keeps it.
        if (entry.Kind != LabelKind.Withdrawal)
            await writing.ExecuteAsync($"""DELETE FROM "Leases" WHERE "ImageId" = {entry.ImageId} AND "PersonId" = {entry.PersonId}""");

        await LabelProjection.ApplyAsync(writing, entry.ProjectId, entry.ImageId, log, log.With(question.Attribute(entry), question.CountsAs));
        return question.Judge(entry, log);
    }

    /// <summary>Whether the image's answer is still the one that was seen, or the entry is in the log already.</summary>
    public static async Task<bool> IsAsSeenAsync(Writing writing, LabelEntry entry, Answer? seen)
    {
        if (await IsThereAsync(writing, entry))
            return true;

        var now = await writing.ReadAsync(
            $"""SELECT "AnswerSource" IS NOT NULL, "AnswerClassId" FROM "Images" WHERE "Id" = {entry.ImageId} AND "ProjectId" = {entry.ProjectId}""",
            row => (IsAnswered: row.GetBoolean(0), ClassId: row.IsDBNull(1) ? null : (long?)row.GetInt64(1)));
        // An image that is not of the project is refused where the entry is appended.
        return now.Count == 0 || now[0] == (seen is not null, seen?.ClassId);
    }

    /// <exception cref="WrongUseException">That id says something else: whoever reuses it must not believe it saved.</exception>
    private static async Task<bool> IsThereAsync(Writing writing, LabelEntry entry)
    {
        var same = await writing.ReadAsync(
            $"""
            SELECT "ImageId" = {entry.ImageId} AND "PersonId" = {entry.PersonId} AND "Kind" = {entry.Kind} AND COALESCE("ClassId", 0) = {entry.ClassId ?? 0}
            FROM "Labels" WHERE "Id" = {entry.Id}
            """,
            row => row.GetBoolean(0));
        return same switch
        {
            [] => false,
            [true] => true,
            _ => throw new WrongUseException($"The id {entry.Id} was used for another label already, which stands as it is: make a new id for each label."),
        };
    }

    private static Task InsertAsync(Writing writing, LabelEntry entry) => writing.ExecuteAsync(
        $"""
        INSERT INTO "Labels" ("Id", "ProjectId", "ImageId", "PersonId", "Kind", "ClassId", "At", "Source", "TookMilliseconds", "Round", "Rank", "Audit", "ModelVersionId", "Withdraws")
        VALUES ({entry.Id}, {entry.ProjectId}, {entry.ImageId}, {entry.PersonId}, {entry.Kind}, {entry.ClassId}, {entry.At}, {entry.Source},
            {entry.TookMilliseconds}, {entry.Round}, {entry.Rank}, {entry.Audit}, {entry.ModelVersionId}, {entry.Withdraws})
        """);
}
