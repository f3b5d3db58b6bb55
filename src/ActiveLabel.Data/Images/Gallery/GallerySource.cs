using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Projects.ClassChanges;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images.Gallery;

internal sealed class GallerySource(IDbContextFactory<ActiveLabelContext> contexts) : IGallerySource
{
    public async Task<GalleryMark> MarkAsync(long projectId, string featurizerId, string settings, CancellationToken cancel)
    {
        var marks = await contexts.ReadAsync(
            $"""
            SELECT
                (SELECT COUNT(*) FROM "Images" WHERE "ProjectId" = {projectId}),
                (SELECT COALESCE(MAX("Id"), 0) FROM "Images" WHERE "ProjectId" = {projectId}),
                (SELECT COALESCE(MAX("Sequence"), 0) FROM "Labels" WHERE "ProjectId" = {projectId}),
                (SELECT "Id" FROM "Models" WHERE "ProjectId" = {projectId} ORDER BY "Number" DESC LIMIT 1),
                (SELECT COUNT(*) FROM "Vectors" WHERE "FeaturizerId" = {featurizerId}),
                (SELECT COUNT(*) FROM "VectorFailures" WHERE "FeaturizerId" = {featurizerId}),
                (SELECT COUNT(*) FROM "GoldImages" WHERE "ProjectId" = {projectId}),
                (SELECT COALESCE(MAX("At"), 0) FROM "GoldImages" WHERE "ProjectId" = {projectId}),
                (SELECT COALESCE(MAX("Sequence"), 0) FROM "SplitMoves" WHERE "ProjectId" = {projectId})
            """,
            row => new GalleryMark(
                (int)row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), (int)row.GetInt64(4), (int)row.GetInt64(5),
                (int)row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), featurizerId, settings),
            cancel);
        return marks.Single();
    }

    public async Task<IReadOnlyList<ImageFacts>> ImagesAsync(long projectId, CancellationToken cancel) => await contexts.ReadAsync(
        $"""SELECT "Id", "Split", "FileName" FROM "Images" WHERE "ProjectId" = {projectId} ORDER BY "Id" """,
        row => new ImageFacts(row.GetInt64(0), Enum.Parse<Split>(row.GetString(1)), row.GetString(2)), cancel);

    public async Task<IReadOnlyList<ImageAnswer>> AnswersAsync(long projectId, CancellationToken cancel) => await contexts.ReadAsync(
        $"""SELECT "Id", "AnswerSource", "AnswerClassId" FROM "Images" WHERE "ProjectId" = {projectId} ORDER BY "Id" """,
        row => new ImageAnswer(row.GetInt64(0), row.IsDBNull(1) ? null : Enum.Parse<LabelSource>(row.GetString(1)), row.IsDBNull(2) ? null : row.GetInt64(2)),
        cancel);

    public async Task<IReadOnlyList<LogLine>> LinesAsync(long projectId, long after, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        return await contexts.ReadAsync(
            $"""
            SELECT l."Sequence", l."ImageId", l."PersonId", l."Kind", l."ClassId", l."Round",
                CASE WHEN l."Withdraws" IS NULL THEN NULL ELSE (SELECT o."Sequence" FROM "Labels" AS o WHERE o."Id" = l."Withdraws") END
            FROM "Labels" AS l WHERE l."ProjectId" = {projectId} AND l."Sequence" > {after} ORDER BY l."Sequence"
            """,
            row => new LogLine(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), Enum.Parse<LabelKind>(row.GetString(3)),
                row.IsDBNull(4) ? null : meanings.Of(row.GetInt64(4)).Read(row.GetInt64(0)), row.IsDBNull(5) ? null : row.GetInt32(5), row.IsDBNull(6) ? null : row.GetInt64(6)),
            cancel);
    }

    public async Task<IReadOnlyList<long>> GoldAsync(long projectId, CancellationToken cancel) =>
        await contexts.ReadAsync($"""SELECT "ImageId" FROM "GoldImages" WHERE "ProjectId" = {projectId}""", row => row.GetInt64(0), cancel);

    public async Task<IReadOnlyList<long>> FailedAsync(long projectId, string featurizerId, CancellationToken cancel) => await contexts.ReadAsync(
        $"""
        SELECT i."Id" FROM "VectorFailures" AS f JOIN "Images" AS i ON i."ProjectId" = {projectId} AND i."Hash" = f."Hash" WHERE f."FeaturizerId" = {featurizerId}
        """,
        row => row.GetInt64(0), cancel);
}
