using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage;

internal sealed unsafe class VectorReader : IVectorReader
{
    private readonly VectorHeader? _header;
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _rows;
    private bool _disposed;

    /// <param name="file">Null where nothing was ever written. Is the reader's from now on.</param>
    public VectorReader(RowsFile? file, int vectorLength)
    {
        VectorLength = vectorLength;
        if (file is null) return;
        _header = file.Header;
        RowCount = file.RowCount;
        _map = MemoryMappedFile.CreateFromFile(file.Handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _map.CreateViewAccessor(0, _header.Offset(RowCount), MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _rows = start + _view.PointerOffset + VectorHeader.Length;
    }

    public int VectorLength { get; }

    public long RowCount { get; }

    public ReadOnlySpan<float> Row(long row, Span<float> scratch)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if ((ulong)row >= (ulong)RowCount) throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {RowCount} rows.");
        var start = _rows + (row * _header!.RowBytes);
        if (_header.Form == VectorForm.Float32) return MemoryMarshal.CreateReadOnlySpan(ref *(float*)start, VectorLength);
        var values = scratch[..VectorLength];
        Values.Read(new ReadOnlySpan<byte>(start, (int)_header.RowBytes), _header.Form, values);
        return values;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        if (_rows is not null) _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _map?.Dispose();
    }
}
