using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.LabelErrors;

namespace ActiveLabel.Data.Evaluation;

/// <summary>One file a project, replaced whole. What was read last stays in memory for as long as the file is the same.</summary>
internal sealed class LabelErrorFiles(DataFolder folder) : ILabelErrorStore
{
    /// <summary>Each of some MB where a project has 100,000 labels.</summary>
    private const int MostInMemory = 8;

    private readonly ConcurrentDictionary<long, (DateTime Written, LabelErrorSearch Search)> _read = [];

    public Task KeepAsync(LabelErrorSearch search, CancellationToken cancel) =>
        WholeFile.WriteAsync(PathOf(search.ProjectId), LabelErrorBytes.Write(search), cancel);

    public async Task<LabelErrorSearch?> FindAsync(long projectId, CancellationToken cancel)
    {
        var file = new FileInfo(PathOf(projectId));
        if (!file.Exists)
            return null;

        // Another process may have searched.
        var written = file.LastWriteTimeUtc;
        if (_read.TryGetValue(projectId, out var known) && known.Written == written)
            return known.Search;

        if (LabelErrorBytes.Read(await File.ReadAllBytesAsync(file.FullName, cancel)) is not { } search || search.ProjectId != projectId)
            return null;

        if (_read.Count >= MostInMemory)
            _read.Clear();
        _read[projectId] = (written, search);
        return search;
    }

    private string PathOf(long projectId) => Path.Combine(folder.Suspects, $"{projectId}.bin");
}
