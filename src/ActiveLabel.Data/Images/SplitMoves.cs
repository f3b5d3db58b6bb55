using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images;

internal sealed class SplitMoves(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts, LeaseClock clock, TimeProvider time) : ISplitMoves
{
    public Task<SplitMoveOutcome?> MoveAsync(long projectId, IReadOnlyList<long> imageIds, Split to, long personId, DateTimeOffset now, CancellationToken cancel) =>
        MoveAsync(projectId, imageIds, (_, _, from) => Task.FromResult(from == Split.Removed ? from : to), to.ToString().ToLowerInvariant(), personId, now, cancel);

    public Task<SplitMoveOutcome?> BringBackAsync(long projectId, IReadOnlyList<long> imageIds, long personId, DateTimeOffset now, CancellationToken cancel) =>
        MoveAsync(projectId, imageIds, (writing, id, from) => from == Split.Removed ? BeforeRemovalAsync(writing, id) : Task.FromResult(from), "back", personId, now, cancel);

    /// <param name="target">To which split an image goes that is in that one; the same where it stays.</param>
    /// <param name="told">Where they went, as the log of changes tells it.</param>
    private Task<SplitMoveOutcome?> MoveAsync(
        long projectId, IReadOnlyList<long> imageIds, Func<Writing, long, Split, Task<Split>> target, string told, long personId, DateTimeOffset now, CancellationToken cancel) =>
        writer.DoAsync<SplitMoveOutcome?>(
            async writing =>
            {
                var rounds = writing.Context.Rounds.Where(r => r.ProjectId == projectId);
                if (await rounds.AnyAsync(r => r.FinishedAt == null, cancel))
                    return null;

                var after = await rounds.MaxAsync(r => (int?)r.Number, cancel) ?? 0;
                var model = await writing.Context.Models.Where(m => m.ProjectId == projectId).MaxAsync(m => (long?)m.Id, cancel) ?? 0;
                var (moved, held, joining) = (new List<long>(), new List<long>(), new List<long>());
                foreach (var imageId in imageIds.Distinct())
                {
                    var from = await SplitOfAsync(writing, projectId, imageId);
                    var to = await target(writing, imageId, from);
                    if (from == to)
                        continue;
                    if (from == Split.Pool && await IsHeldAsync(writing, imageId, clock.Now))
                    {
                        held.Add(imageId);
                        continue;
                    }

                    if (from == Split.Pool)
                        await LeaveQueueAsync(writing, projectId, imageId);
                    if (to == Split.Pool)
                        joining.Add(imageId);
                    await writing.ExecuteAsync($"""UPDATE "Images" SET "Split" = {to} WHERE "Id" = {imageId}""");
                    writing.Context.Add(new SplitMove(projectId, imageId, from, to, personId, now, after, model));
                    moved.Add(imageId);
                }

                if (moved.Count > 0)
                {
                    writing.Context.Note(
                        time, projectId, ChangeKind.Images, ChangeAct.Changed, moved.Count == 1 ? await NameOfAsync(writing, moved[0]) : null,
                        after: new Dictionary<string, object?> { ["Images"] = moved.Count, ["To"] = told, ["First"] = moved[0], ["Last"] = moved[^1] });
                }

                await writing.Context.SaveChangesAsync(cancel);
                await JoinQueueAsync(writing, projectId, joining);
                return new SplitMoveOutcome(moved, held);
            },
            cancel);

    private static Task<Split> BeforeRemovalAsync(Writing writing, long imageId) => writing.Context.SplitMoves
        .Where(m => m.ImageId == imageId && m.To == Split.Removed).OrderByDescending(m => EF.Property<long>(m, SplitMoveConfiguration.Sequence)).Select(m => m.From).FirstAsync();

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

    private static Task<string> NameOfAsync(Writing writing, long imageId) => writing.Context.Images.Where(i => i.Id == imageId).Select(i => i.FileName).SingleAsync();

    private static async Task<bool> IsHeldAsync(Writing writing, long imageId, DateTimeOffset now) =>
        (await writing.ReadIdsAsync($"""SELECT "PersonId" FROM "Leases" WHERE "ImageId" = {imageId} AND "Live" = TRUE AND "Until" > {now}""")).Count > 0;

    private static async Task LeaveQueueAsync(Writing writing, long projectId, long imageId)
    {
        var log = await ImageLog.ReadAsync(writing, projectId, imageId);
        await CountAsync(writing, projectId, imageId, log, sign: -1);
        await writing.ExecuteAsync($"""DELETE FROM "Leases" WHERE "ImageId" = {imageId}""");
        await writing.ExecuteAsync($"""DELETE FROM "Queue" WHERE "ImageId" = {imageId}""");
    }

    /// <summary>In their order behind all that no round has picked.</summary>
    private static async Task JoinQueueAsync(Writing writing, long projectId, IReadOnlyList<long> imageIds)
    {
        if (imageIds.Count == 0)
            return;

        var context = writing.Context;
        var rank = await context.Queue.Where(q => q.ProjectId == projectId && q.Round == 0).MaxAsync(q => (int?)q.Rank) + 1 ?? 0;
        var logs = new List<(long ImageId, ImageLog Log)>();
        foreach (var imageId in imageIds)
        {
            var log = await ImageLog.ReadAsync(writing, projectId, imageId);
            logs.Add((imageId, log));
            var standing = log.Standing;
            context.Add(new QueueRow { ImageId = imageId, ProjectId = projectId, Rank = rank++, Answers = standing.Opinions, Poor = standing.IsPoor, Again = log.Reading.IsAgain });
        }

        await context.SaveChangesAsync();
        foreach (var (imageId, log) in logs)
        {
            await QueueState.DeriveAsync(writing, imageId);
            await CountAsync(writing, projectId, imageId, log, sign: 1);
        }
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
