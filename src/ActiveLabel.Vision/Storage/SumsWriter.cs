using System.Runtime.InteropServices;

namespace ActiveLabel.Vision.Storage;

/// <summary>Appends to a file of checksums.</summary>
internal sealed class SumsWriter : IDisposable
{
    private readonly IStoreDisk _disk;
    private readonly StoreFile _file;
    private readonly List<byte> _pending = [];
    private long _end;

    private SumsWriter(IStoreDisk disk, StoreFile file, long end, long covered) =>
        (_disk, _file, _end, Covered) = (disk, file, end, covered);

    /// <summary>Rows up to here had their checksums when it was opened.</summary>
    public long Covered { get; }

    /// <summary>Makes the file anew, whatever was there.</summary>
    public static SumsWriter Create(IStoreDisk disk, string path, int generation)
    {
        var file = disk.Open(path);
        try
        {
            disk.SetLength(file, 0);
            disk.Write(file, SumsFile.Header(generation), 0);
            disk.Flush(file);
            return new SumsWriter(disk, file, SumsFile.HeaderLength, 0);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file without what a crash left half written at its end; null where there is none for that generation.</summary>
    public static SumsWriter? Open(IStoreDisk disk, string path, int generation)
    {
        if (!File.Exists(path)) return null;
        var file = disk.Open(path);
        try
        {
            if (SumsFile.Belongs(file.Handle, generation))
            {
                var (end, covered) = SumsFile.FindEnd(file.Handle);
                if (file.Length != end) disk.SetLength(file, end);
                return new SumsWriter(disk, file, end, covered);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
        file.Dispose();
        return null;
    }

    /// <summary>Whole rows; they are on disk before <see cref="Flush"/>.</summary>
    public void Add(long first, ReadOnlySpan<byte> rows, long rowBytes)
    {
        var most = checked((int)(Stretch.BlockRows * rowBytes));
        while (rows.Length > 0)
        {
            var block = rows[..Math.Min(most, rows.Length)];
            var count = block.Length / rowBytes;
            Add(new Stretch(first, count, StretchKind.Summed, Stretch.SumOf(block)));
            first += count;
            rows = rows[block.Length..];
        }
    }

    public void AddUnused(long first, long end)
    {
        const int Most = 1 << 30;
        for (; first < end; first += Most) Add(new Stretch(first, Math.Min(end - first, Most), StretchKind.Unused));
    }

    /// <summary>Returns once all that was added is on disk. If that fails, it is as if nothing had been added.</summary>
    public void Flush()
    {
        try
        {
            if (_pending.Count == 0) return;
            _disk.Write(_file, CollectionsMarshal.AsSpan(_pending), _end);
            _disk.Flush(_file);
            _end += _pending.Count;
        }
        finally
        {
            _pending.Clear();
        }
    }

    public void Dispose() => _file.Dispose();

    private void Add(Stretch stretch)
    {
        Span<byte> entry = stackalloc byte[Stretch.EntryLength];
        stretch.WriteTo(entry);
        _pending.AddRange(entry);
    }
}
