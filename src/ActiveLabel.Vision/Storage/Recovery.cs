using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage;

/// <summary>Brings a featurizer's files to where rows can be appended, whatever a crash left. The caller holds the lock.</summary>
internal static class Recovery
{
    public static VectorWriter Open(
        IStoreDisk disk, StorePaths paths, Featurizer featurizer, VectorForm? form, long committedRows, WriterLock writerLock)
    {
        using var found = RowsFile.Find(paths);
        found?.Check(featurizer);
        if ((found?.RowCount ?? 0) < committedRows) throw Lacks(found?.Path ?? paths.RowsOf(form ?? default), found?.RowCount ?? 0, committedRows);
        DeleteLeftovers(disk, paths, found?.Header);

        var header = found?.Header ?? VectorHeader.For(featurizer, form ?? VectorForm.Float32);
        var sumsPath = paths.SumsOf(header.Generation);
        // With rows but no checksums they come from a program that made none: what is there gets them now.
        var sums = found is null ? null : SumsWriter.Open(disk, sumsPath, header.Generation);
        var rows = sums is null ? found?.RowCount ?? 0 : Math.Max(committedRows, sums.Covered);
        StoreFile? file = null;
        try
        {
            sums ??= SumsWriter.Create(disk, sumsPath, header.Generation);
            file = disk.Open(paths.RowsOf(header.Form));
            if (found is null) disk.Write(file, header.ToBytes(), 0);
            // Cuts off rows that were never whole. Rows that were, stay, even if nobody counts on them: a row that somebody
            // may have read is never written over. A file that lost its end is filled up for the same reason.
            if (file.Length != header.Offset(rows)) disk.SetLength(file, header.Offset(rows));
            AddMissingSums(file, header, sums, rows);
            disk.Flush(file);
            sums.Flush();
            disk.FlushFolder(paths.Folder);
            return new VectorWriter(disk, file, header, sums, writerLock, rows);
        }
        catch
        {
            file?.Dispose();
            sums?.Dispose();
            throw;
        }
    }

    /// <summary>Deletes what a rewriting left that was cut off: what it had not completed, or what it had replaced.</summary>
    /// <param name="current">Null where no row was ever written: then all goes.</param>
    public static void DeleteLeftovers(IStoreDisk disk, StorePaths paths, VectorHeader? current)
    {
        string[] kept = current is null ? [] : [paths.RowsOf(current.Form), paths.SumsOf(current.Generation)];
        foreach (var path in paths.Existing().Except(kept, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()) disk.Delete(path);
    }

    private static void AddMissingSums(StoreFile file, VectorHeader header, SumsWriter sums, long rows)
    {
        var buffer = new byte[Stretch.BlockRows * header.RowBytes];
        for (var first = sums.Covered; first < rows; first += Stretch.BlockRows)
        {
            var bytes = buffer.AsSpan(0, (int)(Math.Min(Stretch.BlockRows, rows - first) * header.RowBytes));
            file.ReadFully(bytes, header.Offset(first));
            sums.Add(first, bytes, header.RowBytes);
        }
    }

    private static InvalidDataException Lacks(string path, long there, long committedRows) => new(
        $"{path} holds {there} vectors where {committedRows} are counted on. "
        + "Restore it from a backup, or run `activelabel store verify --repair` and featurize again.");
}
