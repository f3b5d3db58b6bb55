using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage.Upkeep;

/// <summary>Verifies the vectors of one featurizer, a block at a time.</summary>
internal sealed class FileCheck(
    StorePaths paths, IVectorIndex index, bool repair, IProgress<StoreProgress>? progress, CancellationToken cancel)
{
    private readonly List<VectorDamage> _damages = [];
    private readonly RowCursor _cursor = new(index, paths.Id, cancel);
    private string _path = paths.RowsOf(VectorForm.Float32);
    private Verdict? _unusable;

    public IReadOnlyList<VectorDamage> Damages => _damages;

    public long Forgotten { get; private set; }

    public async Task<VerifiedFile> RunAsync()
    {
        // Asked before the files are opened: whatever is counted on by now is in them.
        var rows = await index.CountRowsAsync(paths.Id, cancel);
        using var file = Find();
        if (file is not null) _path = file.Path;
        using var sums = file is null ? null : SumsFile.Find(paths.SumsOf(file.Header.Generation), file.Header.Generation);
        var blocks = new BlockCheck(file);
        long used = 0, unsummed = 0;
        foreach (var stretch in SumsFile.Stretches(sums, rows))
        {
            cancel.ThrowIfCancellationRequested();
            Verdict? verdict = _unusable;
            while (await _cursor.NextAsync(stretch.End) is { Count: > 0 } wanted)
            {
                verdict ??= blocks.Judge(stretch);
                foreach (var bad in verdict.Bad(wanted)) await AddAsync(bad.Kind, bad.Reason, bad.Rows);
                used += wanted.Count;
                if (stretch.Kind == StretchKind.Unsummed) unsummed += wanted.Count;
            }
            progress?.Report(new StoreProgress(paths.Id, Math.Min(stretch.End, rows), rows));
        }
        return new VerifiedFile(paths.Id, _path, file?.Header.Form, used, unsummed);
    }

    private RowsFile? Find()
    {
        try
        {
            return RowsFile.Find(paths);
        }
        catch (InvalidDataException)
        {
            foreach (var form in Enum.GetValues<VectorForm>())
            {
                var path = paths.RowsOf(form);
                if (!RowsFile.IsUnusable(paths, form)) continue;
                _path = path;
                if (!repair)
                {
                    _unusable = Verdict.All(DamageKind.Unusable, "this is no file of that featurizer's vectors");
                    return null;
                }
                using var held = WriterLock.Take(paths, paths.Id);
                File.Move(path, path + StorePaths.PutAside, overwrite: true);
            }
            return RowsFile.Find(paths);
        }
    }

    private async Task AddAsync(DamageKind kind, string reason, List<long> rows)
    {
        if (repair) Forgotten += await index.ForgetAsync(paths.Id, rows, cancel);
        var damage = new VectorDamage(paths.Id, _path, rows[0], rows[^1], rows.Count, kind, reason);
        // One line for what hangs together.
        if (_damages is [.., var last] && last.Kind == kind && rows[0] - last.LastRow <= Stretch.BlockRows)
            _damages[^1] = last with { LastRow = damage.LastRow, Images = last.Images + damage.Images };
        else
            _damages.Add(damage);
    }
}
