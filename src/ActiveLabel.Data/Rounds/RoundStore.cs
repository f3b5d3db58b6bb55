using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Rounds;

internal sealed class RoundStore(IDbContextFactory<ActiveLabelContext> contexts) : IRoundStore
{
    public async Task<Round?> BeginAsync(
        long projectId, QueryStrategy strategy, int batchSize, int seed, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var ofProject = context.Rounds.Where(r => r.ProjectId == projectId);
        if (await ofProject.AnyAsync(r => r.FinishedAt == null, cancel))
            return null;

        var number = await ofProject.MaxAsync(r => (int?)r.Number, cancel) + 1 ?? 1;
        var round = Round.Begin(projectId, number, strategy, batchSize, seed, now);
        context.Add(round).Property(RoundConfiguration.LabelMark).CurrentValue = await NewestLabelAsync(context, projectId, cancel);
        try
        {
            await context.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return round;
        }
        catch (DbUpdateException failure) when (failure.IsTaken())
        {
            return null;
        }
    }

    public async Task SaveAsync(Round round, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        await StoreAsync(context, round, cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task EndAsync(Round round, IReadOnlyList<Pick> picks, CancellationToken cancel)
    {
        if (!round.IsOver)
            throw new ArgumentException($"Round {round.Number} is {round.State} and not over.", nameof(round));

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        await StoreAsync(context, round, cancel);
        var ids = picks.Select(p => p.ImageId).ToArray();
        var open = await context.Queue
            .Where(q => q.ProjectId == round.ProjectId && !q.Done && ids.Contains(q.ImageId)).ToDictionaryAsync(q => q.ImageId, cancel);
        var rank = 0;
        foreach (var pick in picks)
        {
            if (open.Remove(pick.ImageId, out var row))
                row.Place(round.Number, rank++, pick, round.ModelVersionId);
        }

        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<Round>> ListUnfinishedAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Rounds.AsNoTracking().Where(r => r.FinishedAt == null).OrderBy(r => r.Id).ToListAsync(cancel);
    }

    public async Task<RoundStanding> StandingAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var newestFirst = context.Rounds.AsNoTracking().Where(r => r.ProjectId == projectId).OrderByDescending(r => r.Number);
        var newest = await newestFirst.FirstOrDefaultAsync(cancel);
        // The newest is mostly the one.
        var ready = newest is null or { State: RoundState.Ready } ? newest : await newestFirst.FirstOrDefaultAsync(r => r.State == RoundState.Ready, cancel);
        return new RoundStanding(newest, ready);
    }

    public async Task<IReadOnlyList<Round>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Rounds.AsNoTracking().Where(r => r.ProjectId == projectId).OrderBy(r => r.Number).ToListAsync(cancel);
    }

    private static async Task StoreAsync(ActiveLabelContext context, Round round, CancellationToken cancel)
    {
        var stored = await context.Rounds.SingleAsync(r => r.Id == round.Id, cancel);
        var entry = context.Entry(stored);
        entry.CurrentValues.SetValues(round);
        // A round that starts over reads its training set again.
        if (round.State == RoundState.Preparing)
            entry.Property(RoundConfiguration.LabelMark).CurrentValue = await NewestLabelAsync(context, round.ProjectId, cancel);

        await context.SaveChangesAsync(cancel);
    }

    private static async Task<long> NewestLabelAsync(ActiveLabelContext context, long projectId, CancellationToken cancel) =>
        await context.Labels.Where(l => l.ProjectId == projectId)
            .MaxAsync(l => (long?)EF.Property<long>(l, LabelConfiguration.Sequence), cancel) ?? 0;
}
