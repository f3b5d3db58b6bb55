using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage.Upkeep;

/// <summary>
/// Gives back the room of vectors that no image has any more, and changes the form of the rest. Rows keep their numbers,
/// and whoever reads goes on; a stop at any point leaves one whole file.
/// </summary>
public sealed class StoreCompaction(DataFolder data, IVectorIndex index)
{
    internal IStoreDisk Disk { get; init; } = new StoreDisk();

    /// <param name="form">The form of all vectors from now on, or null to leave each as it is.</param>
    /// <exception cref="IOException">Somebody writes to one of them, or the disk is full.</exception>
    /// <exception cref="InvalidDataException">Vectors are damaged, or do not fit the form; those stay as they are.</exception>
    public async Task<CompactReport> RunAsync(VectorForm? form, IProgress<StoreProgress>? progress, CancellationToken cancel)
    {
        var inventory = await StoreInventory.TakeAsync(data, index, cancel);
        var files = new List<CompactedFile>();
        foreach (var id in inventory.Featurizers) files.Add(await CompactAsync(new StorePaths(data, id), form, progress, cancel));
        return new CompactReport(files, inventory.Foreign);
    }

    private async Task<CompactedFile> CompactAsync(
        StorePaths paths, VectorForm? form, IProgress<StoreProgress>? progress, CancellationToken cancel)
    {
        Directory.CreateDirectory(paths.Folder);
        using var held = WriterLock.Take(paths, paths.Id);
        var before = Allocated(paths);
        var forgotten = await index.ForgetUnusedAsync(paths.Id, cancel);
        var rows = await index.CountRowsAsync(paths.Id, cancel);
        if (rows == 0)
        {
            Recovery.DeleteLeftovers(Disk, paths, current: null);
            Disk.FlushFolder(paths.Folder);
            return new CompactedFile(paths.Id, null, 0, forgotten, before, Allocated(paths), Rewritten: false);
        }

        using var file = RowsFile.Find(paths);
        if (file is null || file.RowCount < rows) throw Rewriting.Damaged(file?.Path ?? paths.RowsOf(form ?? default));
        Recovery.DeleteLeftovers(Disk, paths, file.Header);
        using var sums = SumsFile.Find(paths.SumsOf(file.Header.Generation), file.Header.Generation);
        var used = await RowCursor.CountAsync(index, paths.Id, cancel);
        var kept = SumsFile.Stretches(sums, file.RowCount).Where(s => s.Kind != StretchKind.Unused).Sum(s => s.Count);
        var target = form ?? file.Header.Form;
        var rewrite = target != file.Header.Form || kept > used;
        if (rewrite) await new Rewriting(Disk, paths, index, progress).RunAsync(file, sums, target, cancel);
        return new CompactedFile(paths.Id, target, used, forgotten, before, Allocated(paths), rewrite);
    }

    private static long Allocated(StorePaths paths)
    {
        long bytes = 0;
        foreach (var path in paths.Existing())
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            bytes += SparseFiles.AllocatedBytes(file);
        }
        return bytes;
    }
}
