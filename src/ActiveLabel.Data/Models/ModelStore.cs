using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Lineage;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Models;

internal sealed class ModelStore(IDbContextFactory<ActiveLabelContext> contexts) : IModelStore
{
    public async Task<ModelVersion> AddAsync(ModelVersion version, RecordedOrigin? origin, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var ofProject = context.Models.Where(m => m.ProjectId == version.ProjectId);
        var entry = context.Add(version);
        if (await ofProject.AnyAsync(m => m.Number == version.Number, cancel))
            entry.Property(m => m.Number).CurrentValue = await ofProject.MaxAsync(m => m.Number, cancel) + 1;

        await context.SaveChangesAsync(cancel);
        if (origin is not null)
            await OriginStore.AddAsync(context, version.ProjectId, version.Id, origin, cancel);
        await transaction.CommitAsync(cancel);
        return version;
    }

    public async Task<ModelVersion?> FindAsync(long id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Models.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
    }

    public async Task<RecordedAnswers?> FindAnswersAsync(long id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.ModelOrigins.AsNoTracking().Where(o => o.ModelVersionId == id)
            .Join(context.Models, o => o.ModelVersionId, m => m.Id, (o, m) => new { o.Origin, m.ProjectId }).SingleOrDefaultAsync(cancel);
        return found is null ? null : await OriginStore.AnswersAsync(context, found.ProjectId, found.Origin.Answers, cancel);
    }

    public async Task<ModelVersion?> LatestAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Models.AsNoTracking()
            .Where(m => m.ProjectId == projectId).OrderByDescending(m => m.Number).FirstOrDefaultAsync(cancel);
    }

    public async Task<IReadOnlyList<ModelSummary>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Models.AsNoTracking()
            .Where(m => m.ProjectId == projectId).OrderBy(m => m.Number)
            .Select(m => new ModelSummary(m.Id, m.Number, m.TrainingCount, m.Evaluation, m.CreatedAt) { Options = m.Options, Outcome = m.Outcome, ClassIds = m.ClassIds, ClassMark = m.ClassMark })
            .ToListAsync(cancel);
    }
}
