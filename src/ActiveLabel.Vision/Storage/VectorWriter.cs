using System.Runtime.InteropServices;
using ActiveLabel.Core.Features;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage;

internal sealed class VectorWriter(VectorFile file, SafeFileHandle handle, FileStream writerLock, long rowCount) : IVectorWriter
{
    public long RowCount { get; private set; } = rowCount;

    public long Append(ReadOnlySpan<float> rows)
    {
        if (rows.Length % file.RowLength != 0)
            throw new ArgumentException($"{rows.Length} values are no whole rows of {file.RowLength}.", nameof(rows));
        var first = RowCount;
        // Should the disk be full, the count stays, and what was written of these rows is overwritten or cut off later.
        RandomAccess.Write(handle, MemoryMarshal.AsBytes(rows), file.Offset(first));
        RandomAccess.FlushToDisk(handle);
        RowCount = first + rows.Length / file.RowLength;
        return first;
    }

    public void Dispose()
    {
        handle.Dispose();
        writerLock.Dispose();
    }
}
