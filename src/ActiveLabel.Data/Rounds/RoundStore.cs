using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ActiveLabel.Data.Rounds;

internal sealed class RoundStore(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts) : IRoundStore
{
    /// <summary>Translated once, as the next: every label asks where the rounds stand.</summary>
    private static readonly Func<ActiveLabelContext, long, CancellationToken, Task<Round?>> Newest = EF.CompileAsyncQuery(
        (ActiveLabelContext context, long projectId, CancellationToken cancel) =>
            context.Rounds.AsNoTracking().Where(r => r.ProjectId == projectId).OrderByDescending(r => r.Number).FirstOrDefault());

    private static readonly Func<ActiveLabelContext, long, CancellationToken, Task<Round?>> NewestReady = EF.CompileAsyncQuery(
        (ActiveLabelContext context, long projectId, CancellationToken cancel) =>
            context.Rounds.AsNoTracking().Where(r => r.ProjectId == projectId && r.State == RoundState.Ready).OrderByDescending(r => r.Number).FirstOrDefault());

    public async Task<Round?> BeginAsync(
        long projectId, QueryStrategy strategy, int batchSize, int seed, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            return await writer.DoAsync(writing => BeginAsync(writing, projectId, strategy, batchSize, seed, now), cancel);
        }
        catch (DbUpdateException failure) when (failure.IsTaken())
        {
            // Another process was faster.
            return null;
        }
    }

    public Task SaveAsync(Round round, CancellationToken cancel) => writer.DoAsync(writing => StoreAsync(writing, round), cancel);

    public Task EndAsync(Round round, IReadOnlyList<Pick> picks, CancellationToken cancel)
    {
        if (!round.IsOver)
            throw new ArgumentException($"Round {round.Number} is {round.State} and not over.", nameof(round));

        return writer.DoAsync(
            async writing =>
            {
                await StoreAsync(writing, round);
                await PlaceAsync(writing, round, picks);
            },
            cancel);
    }

    public async Task<IReadOnlyList<Round>> ListUnfinishedAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Rounds.AsNoTracking().Where(r => r.FinishedAt == null).OrderBy(r => r.Id).ToListAsync(cancel);
    }

    public async Task<RoundStanding> StandingAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var newest = await Newest(context, projectId, cancel);
        // The newest is mostly the one.
        var ready = newest is null or { State: RoundState.Ready } ? newest : await NewestReady(context, projectId, cancel);
        return new RoundStanding(newest, ready);
    }

    public async Task<IReadOnlyList<Round>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Rounds.AsNoTracking().Where(r => r.ProjectId == projectId).OrderBy(r => r.Number).ToListAsync(cancel);
    }

    public async Task<long> MarkOfAsync(long roundId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Rounds.Where(r => r.Id == roundId).Select(r => EF.Property<long>(r, RoundConfiguration.LabelMark)).SingleAsync(cancel);
    }

    private static async Task<Round?> BeginAsync(Writing writing, long projectId, QueryStrategy strategy, int batchSize, int seed, DateTimeOffset now)
    {
        var ofProject = writing.Context.Rounds.Where(r => r.ProjectId == projectId);
        if (await ofProject.AnyAsync(r => r.FinishedAt == null))
            return null;

        var round = Round.Begin(projectId, await ofProject.MaxAsync(r => (int?)r.Number) + 1 ?? 1, strategy, batchSize, seed, now);
        await MarkAsync(writing, writing.Context.Add(round));
        await writing.Context.SaveChangesAsync();
        return round;
    }

    private static async Task PlaceAsync(Writing writing, Round round, IReadOnlyList<Pick> picks)
    {
        var context = writing.Context;
        // What an earlier round wanted a second opinion on, this one has thought over again.
        var changed = picks.Count > 0 && await QueueState.ForgetWantedAsync(writing, round.ProjectId);
        var ids = picks.Select(p => p.ImageId).ToArray();
        var again = picks.Where(p => p.Wanted > 0).ToDictionary(p => p.ImageId, p => p.Wanted);
        var againIds = again.Keys.ToArray();
        var placed = await context.Queue
            .Where(q => q.ProjectId == round.ProjectId && ids.Contains(q.ImageId))
            .Where(q => !q.Done || (againIds.Contains(q.ImageId) && !q.Poor && !context.GoldImages.Any(g => g.ImageId == q.ImageId)))
            .ToDictionaryAsync(q => q.ImageId);
        var rank = 0;
        foreach (var pick in picks)
        {
            // Where the answer that is wanted has come meanwhile, there is nothing to ask.
            if (placed.Remove(pick.ImageId, out var row) && (pick.Wanted == 0 || row.Answers < pick.Wanted))
                row.Place(round.Number, rank++, pick, round.ModelVersionId);
        }

        await context.SaveChangesAsync();
        await QueueState.DeriveAsync(writing, againIds);
        if (changed || again.Count > 0)
            await QueueState.RecountAsync(writing, round.ProjectId);
    }

    private static async Task StoreAsync(Writing writing, Round round)
    {
        var context = writing.Context;
        var entry = context.Entry(await context.Rounds.SingleAsync(r => r.Id == round.Id));
        entry.CurrentValues.SetValues(round);
        // A round that starts over reads its training set again.
        if (round.State == RoundState.Preparing)
            await MarkAsync(writing, entry);

        await context.SaveChangesAsync();
    }

    /// <summary>
    /// Keeps the sequence number of the newest label, and of the newest class change: up to there the round reads, and what
    /// comes after is counted from now on.
    /// </summary>
    private static async Task MarkAsync(Writing writing, EntityEntry<Round> round)
    {
        var (context, projectId) = (writing.Context, round.Entity.ProjectId);
        await writing.ExecuteAsync($"""UPDATE "Tallies" SET "SinceRound" = 0 WHERE "ProjectId" = {projectId}""");
        round.Property(RoundConfiguration.LabelMark).CurrentValue = await context.Labels.Where(l => l.ProjectId == projectId)
            .MaxAsync(l => (long?)EF.Property<long>(l, LabelConfiguration.Sequence)) ?? 0;
        round.Property(RoundConfiguration.ClassMark).CurrentValue = await context.Projects.Where(p => p.Id == projectId).Select(p => p.ClassMark).SingleAsync();
    }
}
