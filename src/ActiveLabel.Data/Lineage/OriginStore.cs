using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Lineage;

internal sealed class OriginStore(IDbContextFactory<ActiveLabelContext> contexts) : IOriginStore
{
    public async Task<ModelOrigin?> FindAsync(long modelVersionId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return (await context.ModelOrigins.AsNoTracking().SingleOrDefaultAsync(o => o.ModelVersionId == modelVersionId, cancel))?.Origin;
    }

    public async Task<IReadOnlyDictionary<long, ModelOrigin>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.ModelOrigins.AsNoTracking()
            .Where(o => context.Models.Any(m => m.Id == o.ModelVersionId && m.ProjectId == projectId))
            .ToDictionaryAsync(o => o.ModelVersionId, o => o.Origin, cancel);
    }

    public async Task<IdSet?> FindSetAsync(long projectId, string hash, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await SetAsync(context, projectId, hash, cancel);
    }

    public async Task<RecordedAnswers?> FindAnswersAsync(long projectId, string hash, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await AnswersAsync(context, projectId, hash, cancel);
    }

    public async Task<IReadOnlySet<long>> TrainedByAsync(long projectId, long imageId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var origins = await context.ModelOrigins.AsNoTracking()
            .Where(o => context.Models.Any(m => m.Id == o.ModelVersionId && m.ProjectId == projectId)).OrderBy(o => o.ModelVersionId).ToListAsync(cancel);
        var (answers, pools) = (new Dictionary<string, RecordedAnswer?>(), new Dictionary<string, bool>());
        var trained = new HashSet<long>();
        foreach (var (versionId, origin) in origins.Select(o => (o.ModelVersionId, o.Origin)))
        {
            try
            {
                if (!pools.TryGetValue(origin.PoolSet, out var isInPool))
                    pools.Add(origin.PoolSet, isInPool = (await SetAsync(context, projectId, origin.PoolSet, cancel))?.Ids.Contains(imageId) == true);
                if (isInPool && await AnswerAsync(origin.Answers) is { ClassId: not 0 })
                    trained.Add(versionId);
            }
            catch (InvalidDataException)
            {
                // What is damaged tells nothing of this version; the others are told all the same.
            }
        }

        return trained;

        // Most versions change a few answers of the one before, which is known by then.
        async Task<RecordedAnswer?> AnswerAsync(string hash)
        {
            var steps = new List<string>();
            RecordedAnswer? found = null;
            for (string? at = hash; at is not null && !answers.TryGetValue(at, out found);)
            {
                steps.Add(at);
                if (await PartAsync(context, projectId, at, cancel) is not { } bytes)
                    break;

                found = RecordedAnswers.Find(bytes, imageId, out var mentioned);
                at = mentioned ? null : RecordedAnswers.BeforeOf(bytes);
            }

            foreach (var step in steps) answers[step] = found;
            return found;
        }
    }

    public async Task<GraphMaking?> FindMakingAsync(long projectId, string key, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // From the last step back to the first, since each names only the one before it.
        var steps = new Stack<MakingStep>();
        for (string? at = key; at is not null; at = steps.Peek().Before)
        {
            if (await PartAsync(context, projectId, at, cancel) is not { } bytes)
                return null;
            steps.Push(MakingStep.Read(bytes));
        }

        var start = steps.Pop();
        if (await SetAsync(context, projectId, start.Pool ?? "", cancel) is not { } pool || await SetAsync(context, projectId, start.First ?? "", cancel) is not { } first)
            return null;

        var making = GraphMaking.Anew(start.FeaturizerId, start.Seed, pool, first);
        while (steps.TryPop(out var step)) making = making.With(step.Added);
        return making.Key == key ? making : throw new InvalidDataException("How a graph was made is stored damaged.");
    }

    /// <summary>Keeps an origin within the transaction that keeps its model version.</summary>
    public static async Task AddAsync(ActiveLabelContext context, long projectId, long modelVersionId, RecordedOrigin recorded, CancellationToken cancel)
    {
        context.Add(new OriginRow { ModelVersionId = modelVersionId, Origin = recorded.Origin });
        await KeepAsync(context, projectId, recorded.Answers.Hash, recorded.Answers.Bytes.ToArray, cancel);
        await KeepAsync(context, projectId, recorded.Pool, cancel);
        await KeepAsync(context, projectId, recorded.Test, cancel);
        for (var step = recorded.Making; step is not null; step = step.Before)
        {
            // Whoever kept a step has kept those before it.
            if (!await KeepAsync(context, projectId, step.Key, () => MakingStep.Write(step), cancel))
                break;

            if (step.Pool is not { } pool)
                continue;
            await KeepAsync(context, projectId, pool, cancel);
            await KeepAsync(context, projectId, step.First!, cancel);
        }

        await context.SaveChangesAsync(cancel);
    }

    /// <summary>From the newest changes back to where all was written out, and forward again.</summary>
    public static async Task<RecordedAnswers?> AnswersAsync(ActiveLabelContext context, long projectId, string hash, CancellationToken cancel)
    {
        var chain = new Stack<byte[]>();
        for (string? at = hash; at is not null; at = RecordedAnswers.BeforeOf(chain.Peek()))
        {
            if (await PartAsync(context, projectId, at, cancel) is not { } bytes)
                return null;
            chain.Push(bytes);
        }

        // From the bottom up: those that say all came last.
        var answers = RecordedAnswers.Read(chain);
        return answers.Hash == hash ? answers : throw new InvalidDataException("Recorded answers are damaged.");
    }

    private static Task<bool> KeepAsync(ActiveLabelContext context, long projectId, IdSet set, CancellationToken cancel) =>
        KeepAsync(context, projectId, set.Hash, set.Bytes.ToArray, cancel);

    /// <returns>False where it is kept already.</returns>
    private static async Task<bool> KeepAsync(ActiveLabelContext context, long projectId, string hash, Func<byte[]> bytes, CancellationToken cancel)
    {
        if (context.OriginParts.Local.Any(p => p.ProjectId == projectId && p.Hash == hash)
            || await context.OriginParts.AnyAsync(p => p.ProjectId == projectId && p.Hash == hash, cancel))
        {
            return false;
        }

        context.Add(new OriginPart { ProjectId = projectId, Hash = hash, Bytes = bytes() });
        return true;
    }

    private static async Task<IdSet?> SetAsync(ActiveLabelContext context, long projectId, string hash, CancellationToken cancel) =>
        await PartAsync(context, projectId, hash, cancel) is not { } bytes ? null
            : IdSet.Read(bytes) is var set && set.Hash == hash ? set
            : throw new InvalidDataException("A stored set of images is damaged.");

    private static Task<byte[]?> PartAsync(ActiveLabelContext context, long projectId, string hash, CancellationToken cancel) =>
        context.OriginParts.Where(p => p.ProjectId == projectId && p.Hash == hash).Select(p => p.Bytes).SingleOrDefaultAsync(cancel);
}
