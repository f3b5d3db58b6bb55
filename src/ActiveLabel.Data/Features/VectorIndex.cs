using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Features;

internal sealed class VectorIndex(IDbContextFactory<ActiveLabelContext> contexts, DataFolder folder) : IVectorIndex
{
    private const int RowsForgottenAtOnce = 100_000;

    /// <summary>What the newest round read, and how to see that it still holds: the next asks for the same.</summary>
    private ReadRows? _read;

    public Task AddAsync(string featurizerId, IReadOnlyList<VectorRow> rows, CancellationToken cancel) =>
        FullDisk.NameAsync(folder, () => InsertAsync(featurizerId, rows, cancel));

    private async Task InsertAsync(string featurizerId, IReadOnlyList<VectorRow> rows, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var hashes = rows.Select(r => r.Hash).ToArray();
        var known = await context.Vectors
            .Where(v => v.FeaturizerId == featurizerId && hashes.Contains(v.Hash)).Select(v => v.Hash).ToHashSetAsync(cancel);

        // Two projects may ask for the same bytes at once: the first vector stays, since rows never move.
        await using var table = new BulkInsert<StoredVector>(context);
        foreach (var row in rows.Where(r => known.Add(r.Hash)))
        {
            await table.InsertAsync(new StoredVector { FeaturizerId = featurizerId, Hash = row.Hash, Row = row.Row }, shadow: null, cancel);
        }

        await context.VectorFailures.Where(f => f.FeaturizerId == featurizerId && hashes.Contains(f.Hash)).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<ImageHash>> WithoutRowAsync(
        string featurizerId, IReadOnlyList<ImageHash> hashes, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var known = await context.Vectors
            .Where(v => v.FeaturizerId == featurizerId && hashes.Contains(v.Hash)).Select(v => v.Hash).ToHashSetAsync(cancel);
        return [.. hashes.Where(h => !known.Contains(h))];
    }

    public Task AddFailureAsync(string featurizerId, ImageHash hash, string reason, CancellationToken cancel) =>
        FullDisk.NameAsync(folder, () => RecordAsync(featurizerId, hash, reason, cancel));

    private async Task RecordAsync(string featurizerId, ImageHash hash, string reason, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        if (await context.VectorFailures.FindAsync([featurizerId, hash], cancel) is { } earlier)
            earlier.Reason = reason;
        else
            context.Add(new VectorFailure { FeaturizerId = featurizerId, Hash = hash, Reason = reason });

        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<long> CountRowsAsync(string featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var highest = await context.Vectors.Where(v => v.FeaturizerId == featurizerId).MaxAsync(v => (long?)v.Row, cancel);
        return highest + 1 ?? 0;
    }

    public async Task<IReadOnlyDictionary<long, long>> RowsAsync(long projectId, string featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var mark = await RowsMark.OfAsync(context, projectId, featurizerId, cancel);
        var read = Volatile.Read(ref _read);
        if (read is not null && read.ProjectId == projectId && read.FeaturizerId == featurizerId && read.Mark == mark)
            return read.Rows;

        var rows = await ReadAsync(context, context.Images.Where(i => i.ProjectId == projectId && i.Split != Split.Removed), featurizerId, cancel);
        Volatile.Write(ref _read, new ReadRows(projectId, featurizerId, mark, rows));
        return rows;
    }

    public async Task<IReadOnlyDictionary<long, long>> AllRowsAsync(long projectId, string featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Images.AnyAsync(i => i.ProjectId == projectId && i.Split == Split.Removed, cancel)
            ? await ReadAsync(context, context.Images.Where(i => i.ProjectId == projectId), featurizerId, cancel)
            : await RowsAsync(projectId, featurizerId, cancel);
    }

    private static Task<Dictionary<long, long>> ReadAsync(ActiveLabelContext context, IQueryable<ProjectImage> images, string featurizerId, CancellationToken cancel) => images
        .Join(context.Vectors.Where(v => v.FeaturizerId == featurizerId), i => i.Hash, v => v.Hash, (i, v) => new { i.Id, v.Row })
        .ToDictionaryAsync(pair => pair.Id, pair => pair.Row, cancel);

    public async Task<IReadOnlyList<ImageFailure>> FailuresAsync(long projectId, string featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // From the few failures to their images: joined, SQLite goes through all images.
        var reasons = await context.VectorFailures.Where(f => f.FeaturizerId == featurizerId).ToDictionaryAsync(f => f.Hash, f => f.Reason, cancel);
        var hashes = reasons.Keys.ToArray();
        var images = await context.Images.Where(i => i.ProjectId == projectId && i.Split != Split.Removed && hashes.Contains(i.Hash))
            .Select(i => new { i.Id, i.FileName, i.Hash }).ToListAsync(cancel);
        return [.. images.OrderBy(i => i.Id).Select(i => new ImageFailure(i.FileName, reasons[i.Hash]))];
    }

    public async Task<IReadOnlyList<string>> FeaturizersAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Vectors.Select(v => v.FeaturizerId).Distinct().OrderBy(id => id).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<long>> RowsInUseAsync(string featurizerId, long first, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Vectors.Where(v => v.FeaturizerId == featurizerId && v.Row >= first)
            .OrderBy(v => v.Row).Select(v => v.Row).Take(most).ToListAsync(cancel);
    }

    public async Task<int> ForgetAsync(string featurizerId, IReadOnlyList<long> rows, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Vectors.Where(v => v.FeaturizerId == featurizerId && rows.Contains(v.Row)).ExecuteDeleteAsync(cancel);
    }

    public async Task<int> ForgetUnusedAsync(string featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var used = context.Images.Select(i => i.Hash);
        await context.VectorFailures.Where(f => f.FeaturizerId == featurizerId && !used.Contains(f.Hash)).ExecuteDeleteAsync(cancel);
        var rows = await CountRowsAsync(featurizerId, cancel);
        var forgotten = 0;
        // Piece by piece, each a statement of its own: whoever labels meanwhile waits for one of them, not for all.
        for (long first = 0; first < rows; first += RowsForgottenAtOnce)
        {
            var end = first + RowsForgottenAtOnce;
            forgotten += await context.Vectors
                .Where(v => v.FeaturizerId == featurizerId && v.Row >= first && v.Row < end && !used.Contains(v.Hash)).ExecuteDeleteAsync(cancel);
        }

        return forgotten;
    }

    private sealed record ReadRows(long ProjectId, string FeaturizerId, RowsMark Mark, IReadOnlyDictionary<long, long> Rows);
}
