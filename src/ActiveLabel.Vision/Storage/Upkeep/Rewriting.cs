using ActiveLabel.Core.Features;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage.Upkeep;

/// <summary>
/// Writes a featurizer's rows in use to a new file, each at the place of its number and holes between them, and puts
/// that in the place of the old one. The caller holds the lock.
/// </summary>
internal sealed class Rewriting(IStoreDisk disk, StorePaths paths, IVectorIndex index, IProgress<StoreProgress>? progress)
{
    public static InvalidDataException Damaged(string path) => new(
        $"{path} is damaged, and stays as it is: run `activelabel store verify --repair`, featurize, then compact it.");

    /// <param name="sums">Null where there are none yet.</param>
    public async Task RunAsync(RowsFile old, SafeFileHandle? sums, VectorForm form, CancellationToken cancel)
    {
        var header = old.Header with { Form = form, Generation = old.Header.Generation + 1 };
        var unfinished = paths.RowsOf(form) + StorePaths.Unfinished;
        try
        {
            using (var file = disk.Open(unfinished))
            using (var newSums = SumsWriter.Create(disk, paths.SumsOf(header.Generation), header.Generation))
            {
                disk.SetLength(file, 0);
                disk.Write(file, header.ToBytes(), 0);
                await CopyAsync(old, sums, file, newSums, header, cancel);
                disk.SetLength(file, header.Offset(old.RowCount));
                disk.Flush(file);
                newSums.Flush();
            }
            disk.FlushFolder(paths.Folder);
            // From here on the new file counts: it has the greater generation, and its checksums are there.
            disk.Rename(unfinished, paths.RowsOf(form));
        }
        catch
        {
            TryDeleteLeftovers(old.Header);
            throw;
        }
        disk.FlushFolder(paths.Folder);
        Recovery.DeleteLeftovers(disk, paths, header);
        disk.FlushFolder(paths.Folder);
    }

    private async Task CopyAsync(
        RowsFile old, SafeFileHandle? sums, StoreFile file, SumsWriter newSums, VectorHeader header, CancellationToken cancel)
    {
        var cursor = new RowCursor(index, paths.Id, cancel);
        var block = new byte[Stretch.BlockRows * old.Header.RowBytes];
        var values = new float[old.Header.VectorLength * Stretch.BlockRows];
        var written = new byte[Stretch.BlockRows * header.RowBytes];
        long next = 0;
        foreach (var stretch in SumsFile.Stretches(sums, old.RowCount))
        {
            cancel.ThrowIfCancellationRequested();
            var read = false;
            while (await cursor.NextAsync(stretch.End) is { Count: > 0 } used)
            {
                if (!read) Read(old, stretch, block);
                read = true;
                foreach (var (first, count) in Runs(used))
                {
                    var from = block.AsSpan((int)((first - stretch.First) * old.Header.RowBytes), (int)(count * old.Header.RowBytes));
                    var to = written.AsSpan(0, (int)(count * header.RowBytes));
                    var between = values.AsSpan(0, count * header.VectorLength);
                    Values.Read(from, old.Header.Form, between);
                    if (!Values.Write(between, header.Form, to, out var tooGreat)) throw TooGreat(old.Path, tooGreat);
                    disk.Write(file, to, header.Offset(first));
                    newSums.AddUnused(next, first);
                    newSums.Add(first, to, header.RowBytes);
                    next = first + count;
                }
            }
            progress?.Report(new StoreProgress(paths.Id, Math.Min(stretch.End, old.RowCount), old.RowCount));
        }
        newSums.AddUnused(next, old.RowCount);
    }

    /// <summary>Reads a block that is as it was written: a damaged one shall not get a sound checksum.</summary>
    private static void Read(RowsFile old, Stretch stretch, byte[] block)
    {
        if (stretch.Kind is StretchKind.Unused or StretchKind.Lost) throw Damaged(old.Path);
        var bytes = block.AsSpan(0, (int)(stretch.Count * old.Header.RowBytes));
        try
        {
            StoreFile.ReadFully(old.Handle, bytes, old.Header.Offset(stretch.First));
        }
        catch (EndOfStreamException)
        {
            throw Damaged(old.Path);
        }
        if (stretch.Kind == StretchKind.Summed && Stretch.SumOf(bytes) != stretch.Sum) throw Damaged(old.Path);
    }

    private static IEnumerable<(long First, int Count)> Runs(IReadOnlyList<long> rows)
    {
        for (int at = 0, count; at < rows.Count; at += count)
        {
            for (count = 1; at + count < rows.Count && rows[at + count] == rows[at] + count;) count++;
            yield return (rows[at], count);
        }
    }

    private void TryDeleteLeftovers(VectorHeader current)
    {
        try
        {
            Recovery.DeleteLeftovers(disk, paths, current);
        }
        catch (IOException)
        {
            // Whoever writes next does it.
        }
    }

    private static InvalidDataException TooGreat(string path, float value) => new(
        $"{path} has a vector with the value {value:R}, and float16 ends at {Values.GreatestHalf}: its vectors stay float32.");
}
