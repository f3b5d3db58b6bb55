using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using ActiveLabel.Core.Features;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage;

internal sealed unsafe class VectorReader : IVectorReader
{
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _rows;
    private bool _disposed;

    /// <param name="handle">Null where nothing was ever written.</param>
    public VectorReader(VectorFile file, SafeFileHandle? handle)
    {
        VectorLength = file.RowLength;
        RowCount = handle is null ? 0 : file.CountRows(RandomAccess.GetLength(handle));
        if (RowCount == 0)
        {
            handle?.Dispose();
            return;
        }
        var bytes = file.Offset(RowCount);
        _map = MemoryMappedFile.CreateFromFile(handle!, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _map.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _rows = start + _view.PointerOffset + VectorFile.HeaderLength;
    }

    public int VectorLength { get; }

    public long RowCount { get; }

    public ReadOnlySpan<float> Row(long row)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if ((ulong)row >= (ulong)RowCount) throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {RowCount} rows.");
        return MemoryMarshal.CreateReadOnlySpan(ref *(float*)(_rows + row * VectorLength * sizeof(float)), VectorLength);
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
