using ActiveLabel.Core.Features;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage;

/// <summary>An open file of rows and what its header says.</summary>
internal sealed record RowsFile(string Path, VectorHeader Header, SafeFileHandle Handle) : IDisposable
{
    public long RowCount => Header.CountRows(RandomAccess.GetLength(Handle));

    /// <summary>The featurizer's file that counts, to read; null where no row was ever written.</summary>
    /// <exception cref="InvalidDataException">A file in its place is none, or another's.</exception>
    public static RowsFile? Find(StorePaths paths) =>
        // Twice: one form can take the other's place between two looks.
        Newest(paths) ?? Newest(paths);

    /// <summary>Opens one form's file; null where there is none, or a crash came before its first row.</summary>
    public static RowsFile? Find(StorePaths paths, VectorForm form)
    {
        var path = paths.RowsOf(form);
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        try
        {
            var file = Read(path, handle, paths.Id, form);
            if (file is null) handle.Dispose();
            return file;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public static bool IsUnusable(StorePaths paths, VectorForm form)
    {
        try
        {
            Find(paths, form)?.Dispose();
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    /// <summary>The featurizer whose rows a file holds by its name and by its header; null for any other file.</summary>
    public static string? OwnerOf(string path)
    {
        if (StorePaths.IdOf(path) is not { } id || StorePaths.IsLock(path) || StorePaths.IsPutAside(path)) return null;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[VectorHeader.Length];
            var (header, _) = VectorHeader.Parse(start[..RandomAccess.Read(file, start, 0)]);
            return header?.Id == id ? id : null;
        }
        catch (FileNotFoundException)
        {
            // Its writer has just replaced it.
            return null;
        }
    }

    /// <exception cref="InvalidDataException">Its vectors are not as the featurizer makes them.</exception>
    public void Check(Featurizer featurizer)
    {
        if (Header.VectorLength != featurizer.VectorLength)
            throw Unusable(Path, $"its vectors have {Header.VectorLength} values, the featurizer's {featurizer.VectorLength}");
    }

    public void Dispose() => Handle.Dispose();

    /// <summary>What is to be said of a file that cannot be used.</summary>
    public static InvalidDataException Unusable(string path, string problem) => new(
        $"{path} cannot be used: {problem}. `activelabel store verify --repair` puts it aside, and featurizing computes its vectors again.");

    private static RowsFile? Newest(StorePaths paths)
    {
        var single = Find(paths, VectorForm.Float32);
        RowsFile? half;
        try
        {
            half = Find(paths, VectorForm.Float16);
        }
        catch
        {
            single?.Dispose();
            throw;
        }
        if (single is null || half is null) return single ?? half;
        // A rewriting was cut off before it deleted what it replaced.
        var (newer, older) = half.Header.Generation > single.Header.Generation ? (half, single) : (single, half);
        older.Dispose();
        return newer;
    }

    private static RowsFile? Read(string path, SafeFileHandle handle, string id, VectorForm form)
    {
        Span<byte> start = stackalloc byte[VectorHeader.Length];
        var length = RandomAccess.GetLength(handle);
        var (header, problem) = VectorHeader.Parse(start[..RandomAccess.Read(handle, start, 0)]);
        if (header is not null && header.CountRows(length) == 0) return null;
        if (header is null && length <= VectorHeader.Length) return null;
        if (header is null) throw Unusable(path, problem!);
        if (header.Id != id || header.Form != form) throw Unusable(path, "it belongs to another featurizer");
        return new RowsFile(path, header, handle);
    }
}
