using ActiveLabel.Core.People;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.People;

internal sealed class PracticeLog(IDbContextFactory<ActiveLabelContext> contexts) : IPracticeLog
{
    public async Task AppendAsync(PracticeAnswer answer, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        if (await context.PracticeAnswers.AnyAsync(a => a.Id == answer.Id, cancel))
            return;

        context.Add(answer);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<PracticeAnswer>> ListAsync(long projectId, long personId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.PracticeAnswers.AsNoTracking()
            .Where(a => a.ProjectId == projectId && a.PersonId == personId)
            .OrderBy(a => EF.Property<long>(a, PracticeConfiguration.Sequence))
            .ToListAsync(cancel);
    }
}
