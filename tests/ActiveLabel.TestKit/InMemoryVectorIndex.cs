using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;

namespace ActiveLabel.TestKit;

/// <summary>The index of vectors in dictionaries. Which images a project has is told by <see cref="Place"/>.</summary>
/// <param name="capacity">Rows to have room for from the start, where a test counts what is allocated.</param>
public sealed class InMemoryVectorIndex(int capacity = 0) : IVectorIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Featurizer, ImageHash Hash), long> _rows = new(capacity);
    private readonly Dictionary<(string Featurizer, ImageHash Hash), string> _failures = [];
    private readonly List<(long ProjectId, long ImageId, ImageHash Hash, string FileName)> _images = [];

    /// <summary>Called before rows are added; a test can stop the world there, or throw.</summary>
    public Action<IReadOnlyList<VectorRow>>? Adding { get; set; }

    public void Place(long projectId, long imageId, ImageHash hash, string fileName)
    {
        lock (_lock) _images.Add((projectId, imageId, hash, fileName));
    }

    public long? RowOf(string featurizerId, ImageHash hash)
    {
        lock (_lock) return _rows.TryGetValue((featurizerId, hash), out var row) ? row : null;
    }

    public string? FailureOf(string featurizerId, ImageHash hash)
    {
        lock (_lock) return _failures.GetValueOrDefault((featurizerId, hash));
    }

    public Task AddAsync(string featurizerId, IReadOnlyList<VectorRow> rows, CancellationToken cancel)
    {
        Adding?.Invoke(rows);
        lock (_lock)
        {
            foreach (var (hash, row) in rows)
            {
                _rows.TryAdd((featurizerId, hash), row);
                _failures.Remove((featurizerId, hash));
            }
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ImageHash>> WithoutRowAsync(
        string featurizerId, IReadOnlyList<ImageHash> hashes, CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<ImageHash>>([.. hashes.Where(h => !_rows.ContainsKey((featurizerId, h)))]);
    }

    public Task AddFailureAsync(string featurizerId, ImageHash hash, string reason, CancellationToken cancel)
    {
        lock (_lock) _failures[(featurizerId, hash)] = reason;
        return Task.CompletedTask;
    }

    public Task<long> CountRowsAsync(string featurizerId, CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult(_rows.Where(r => r.Key.Featurizer == featurizerId).Max(r => (long?)r.Value + 1) ?? 0);
    }

    public Task<IReadOnlyDictionary<long, long>> AllRowsAsync(long projectId, string featurizerId, CancellationToken cancel) => RowsAsync(projectId, featurizerId, cancel);

    public Task<IReadOnlyDictionary<long, long>> RowsAsync(long projectId, string featurizerId, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyDictionary<long, long>>(_images
                .Where(i => i.ProjectId == projectId && _rows.ContainsKey((featurizerId, i.Hash)))
                .ToDictionary(i => i.ImageId, i => _rows[(featurizerId, i.Hash)]));
        }
    }

    public Task<IReadOnlyList<ImageFailure>> FailuresAsync(long projectId, string featurizerId, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ImageFailure>>([.. _images
                .Where(i => i.ProjectId == projectId && _failures.ContainsKey((featurizerId, i.Hash)))
                .Select(i => new ImageFailure(i.FileName, _failures[(featurizerId, i.Hash)]))]);
        }
    }

    public Task<IReadOnlyList<string>> FeaturizersAsync(CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<string>>([.. _rows.Keys.Select(k => k.Featurizer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    public Task<IReadOnlyList<long>> RowsInUseAsync(string featurizerId, long first, int most, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<long>>(
                [.. _rows.Where(r => r.Key.Featurizer == featurizerId && r.Value >= first).Select(r => r.Value).Order().Take(most)]);
        }
    }

    public Task<int> ForgetAsync(string featurizerId, IReadOnlyList<long> rows, CancellationToken cancel) =>
        Task.FromResult(Forget(featurizerId, (_, row) => rows.Contains(row)));

    public Task<int> ForgetUnusedAsync(string featurizerId, CancellationToken cancel) =>
        Task.FromResult(Forget(featurizerId, (hash, _) => _images.All(i => i.Hash != hash)));

    private int Forget(string featurizerId, Func<ImageHash, long, bool> which)
    {
        lock (_lock)
        {
            var gone = _rows.Where(r => r.Key.Featurizer == featurizerId && which(r.Key.Hash, r.Value)).Select(r => r.Key).ToList();
            foreach (var key in gone) _rows.Remove(key);
            return gone.Count;
        }
    }
}
