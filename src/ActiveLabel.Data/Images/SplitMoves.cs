using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images;

internal sealed class SplitMoves(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts, LeaseClock clock) : ISplitMoves
{
    public Task<SplitMoveOutcome?> MoveAsync(long projectId, IReadOnlyList<long> imageIds, Split to, long personId, DateTimeOffset now, CancellationToken cancel) =>
        writer.DoAsync<SplitMoveOutcome?>(
            async writing =>
            {
                var rounds = writing.Context.Rounds.Where(r => r.ProjectId == projectId);
                if (await rounds.AnyAsync(r => r.FinishedAt == null, cancel))
                    return null;

                var after = await rounds.MaxAsync(r => (int?)r.Number, cancel) ?? 0;
                var model = await writing.Context.Models.Where(m => m.ProjectId == projectId).MaxAsync(m => (long?)m.Id, cancel) ?? 0;
                var (moved, held) = (new List<long>(), new List<long>());
                foreach (var imageId in imageIds.Distinct())
                {
                    if (await SplitOfAsync(writing, projectId, imageId) == to)
                        continue;
                    if (to == Split.Test && await IsHeldAsync(writing, imageId, clock.Now))
                    {
                        held.Add(imageId);
                        continue;
                    }

                    await (to == Split.Test ? LeaveQueueAsync(writing, projectId, imageId) : JoinQueueAsync(writing, projectId, imageId));
                    await writing.ExecuteAsync($"""UPDATE "Images" SET "Split" = {to} WHERE "Id" = {imageId}""");
                    writing.Context.Add(new SplitMove(projectId, imageId, to == Split.Test ? Split.Pool : Split.Test, to, personId, now, after, model));
                    moved.Add(imageId);
                }

                await writing.Context.SaveChangesAsync(cancel);
                return new SplitMoveOutcome(moved, held);
            },
            cancel);

    public async Task<IReadOnlyList<SplitMove>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.SplitMoves.AsNoTracking().Where(m => m.ProjectId == projectId)
            .OrderBy(m => EF.Property<long>(m, SplitMoveConfiguration.Sequence)).ToListAsync(cancel);
    }

    private static async Task<Split> SplitOfAsync(Writing writing, long projectId, long imageId)
    {
        var found = await writing.ReadAsync(
            $"""SELECT "Split" FROM "Images" WHERE "Id" = {imageId} AND "ProjectId" = {projectId}""", row => Enum.Parse<Split>(row.GetString(0)));
        return found is [var split] ? split : throw new WrongUseException($"Project {projectId} has no image {imageId}.");
    }

    private static async Task<bool> IsHeldAsync(Writing writing, long imageId, DateTimeOffset now) =>
        (await writing.ReadIdsAsync($"""SELECT "PersonId" FROM "Leases" WHERE "ImageId" = {imageId} AND "Live" = TRUE AND "Until" > {now}""")).Count > 0;

    private static async Task LeaveQueueAsync(Writing writing, long projectId, long imageId)
    {
        var log = await ImageLog.ReadAsync(writing, projectId, imageId);
        await CountAsync(writing, projectId, imageId, log, sign: -1);
        await writing.ExecuteAsync($"""DELETE FROM "Leases" WHERE "ImageId" = {imageId}""");
        await writing.ExecuteAsync($"""DELETE FROM "Queue" WHERE "ImageId" = {imageId}""");
    }

    private static async Task JoinQueueAsync(Writing writing, long projectId, long imageId)
    {
        var log = await ImageLog.ReadAsync(writing, projectId, imageId);
        var standing = log.Standing;
        var context = writing.Context;
        var rank = await context.Queue.Where(q => q.ProjectId == projectId && q.Round == 0).MaxAsync(q => (int?)q.Rank) + 1 ?? 0;
        context.Add(new QueueRow { ImageId = imageId, ProjectId = projectId, Rank = rank, Answers = standing.Opinions, Poor = standing.IsPoor, Again = log.Reading.IsAgain });
        await context.SaveChangesAsync();
        await QueueState.DeriveAsync(writing, imageId);
        await CountAsync(writing, projectId, imageId, log, sign: 1);
    }

    /// <summary>What the image counts for in the project's tally, with or without its place in the queue.</summary>
    private static Task CountAsync(Writing writing, long projectId, long imageId, ImageLog log, int sign)
    {
        var labelled = log.Standing.Answer is { IsPoorExample: false } ? sign : 0;
        return writing.ExecuteAsync(
            $"""
            UPDATE "Tallies" SET
                "Labelled" = "Labelled" + {labelled},
                "Undone" = "Undone" + {sign} * (SELECT COUNT(*) FROM "Queue" WHERE "ImageId" = {imageId} AND NOT "Done"),
                "SinceRound" = "SinceRound" + {sign * TrainingChanges.Count(log.Entries, log.Known)}
            WHERE "ProjectId" = {projectId}
            """);
    }
}
