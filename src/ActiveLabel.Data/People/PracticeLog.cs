using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.People;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Projects.ClassChanges;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.People;

internal sealed class PracticeLog(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts) : IPracticeLog
{
    public Task<bool> AppendAsync(PracticeAnswer answer, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                if (await writing.Context.PracticeAnswers.AnyAsync(a => a.Id == answer.Id, cancel))
                    return false;

                writing.Context.Add(answer);
                await writing.Context.SaveChangesAsync(cancel);
                return true;
            },
            cancel);

    public async Task<IReadOnlyList<PracticeAnswer>> ListAsync(long projectId, long personId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var given = await context.PracticeAnswers.AsNoTracking()
            .Where(a => a.ProjectId == projectId && a.PersonId == personId && a.Withdrawal == null)
            .OrderBy(a => EF.Property<long>(a, PracticeConfiguration.Sequence))
            .ToListAsync(cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        return given.ConvertAll(answer => Read(answer, meanings));
    }

    public async Task<IReadOnlyList<long>> ListPeopleAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.PracticeAnswers.Where(a => a.ProjectId == projectId && a.Withdrawal == null).Select(a => a.PersonId).Distinct().ToListAsync(cancel);
    }

    public async Task<PracticeAnswer?> WithdrawAsync(long projectId, long personId, Guid answerId, Guid withdrawal, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var hidden = context.PracticeAnswers
            .Where(a => a.ProjectId == projectId && a.PersonId == personId && a.Source == GoldSource.Hidden);
        if (await hidden.AsNoTracking().FirstOrDefaultAsync(a => a.Withdrawal == withdrawal, cancel) is { } earlier)
            return earlier;

        var standing = await hidden.AsNoTracking().FirstOrDefaultAsync(a => a.Id == answerId && a.Withdrawal == null, cancel);
        await hidden.Where(a => a.Id == answerId && a.Withdrawal == null)
            .ExecuteUpdateAsync(row => row.SetProperty(a => a.Withdrawal, withdrawal), cancel);
        await transaction.CommitAsync(cancel);
        return standing;
    }

    public async Task<IReadOnlyList<GoldAnswers>> CountAsync(long projectId, DateTimeOffset until, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var counts = await context.PracticeAnswers
            .Where(a => a.ProjectId == projectId && a.Withdrawal == null && !a.IsSkip && a.At <= until)
            .GroupBy(a => new { a.PersonId, a.RightClassId, a.GivenClassId })
            .Select(g => new { g.Key, Hidden = g.Sum(a => a.Source == GoldSource.Hidden ? 1 : 0), All = g.Count() })
            .ToListAsync(cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        return [.. counts.Where(c => meanings.Of(c.Key.RightClassId).CountsAs is not null)
            .GroupBy(c => (c.Key.PersonId, Right: meanings.Of(c.Key.RightClassId).CountsAs!.Value, Given: meanings.Of(c.Key.GivenClassId).CountsAs ?? c.Key.GivenClassId))
            .Select(same => new GoldAnswers(same.Key.PersonId, same.Key.Right, same.Key.Given, same.Sum(c => c.Hidden), same.Sum(c => c.All - c.Hidden)))
            .OrderBy(c => c.PersonId).ThenBy(c => c.RightClassId).ThenBy(c => c.GivenClassId)];
    }

    public async Task<IReadOnlyDictionary<long, GoldTally>> TallyAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var tallies = await context.PracticeAnswers
            .Where(a => a.ProjectId == projectId && a.Withdrawal == null && !a.IsSkip)
            .GroupBy(a => new { a.ImageId, a.GivenClassId, a.RightClassId })
            .Select(g => new { g.Key.ImageId, g.Key.GivenClassId, g.Key.RightClassId, Count = g.Count() })
            .ToListAsync(cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        return tallies.Where(t => meanings.Of(t.RightClassId).CountsAs is not null).GroupBy(t => t.ImageId).ToDictionary(
            image => image.Key,
            image => new GoldTally(
                image.Sum(t => t.Count),
                image.Sum(t => meanings.Of(t.GivenClassId).CountsAs == meanings.Of(t.RightClassId).CountsAs ? 0 : t.Count)));
    }

    public async Task<IReadOnlyList<GoldCell>> TallyPeopleAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var cells = await context.PracticeAnswers
            .Where(a => a.ProjectId == projectId && a.Withdrawal == null && !a.IsSkip)
            .GroupBy(a => new { a.PersonId, a.Source, a.RightClassId, a.GivenClassId })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        return
        [
            .. cells.Where(c => meanings.Of(c.Key.RightClassId).CountsAs is not null)
                .GroupBy(c => (c.Key.PersonId, c.Key.Source, Right: meanings.Of(c.Key.RightClassId).CountsAs!.Value, Given: meanings.Of(c.Key.GivenClassId).CountsAs ?? c.Key.GivenClassId))
                .Select(same => new GoldCell(same.Key.PersonId, same.Key.Source, same.Key.Right, same.Key.Given, same.Sum(c => c.Count))),
        ];
    }

    /// <summary>
    /// The answer as its classes count now: taking one class for another is no mistake once both are one. Where the right
    /// class counts as nothing any more, it is neither right nor wrong.
    /// </summary>
    private static PracticeAnswer Read(PracticeAnswer answer, ClassMeanings meanings) =>
        meanings.Of(answer.RightClassId).CountsAs is { } right
            ? answer with { RightClassId = right, GivenClassId = meanings.Of(answer.GivenClassId).CountsAs ?? answer.GivenClassId }
            : answer with { IsSkip = true, GivenClassId = answer.RightClassId };
}
