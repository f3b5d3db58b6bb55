using System.Buffers;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage;

internal sealed class VectorWriter(
    IStoreDisk disk, StoreFile file, VectorHeader header, SumsWriter sums, WriterLock writerLock, long rowCount) : IVectorWriter
{
    public VectorForm Form => header.Form;

    public long RowCount { get; private set; } = rowCount;

    public long Append(ReadOnlySpan<float> rows)
    {
        if (rows.Length % header.VectorLength != 0)
            throw new ArgumentException($"{rows.Length} values are no whole rows of {header.VectorLength}.", nameof(rows));
        var first = RowCount;
        var count = rows.Length / header.VectorLength;
        var rented = ArrayPool<byte>.Shared.Rent(checked((int)(count * header.RowBytes)));
        try
        {
            var bytes = rented.AsSpan(0, (int)(count * header.RowBytes));
            if (!Values.Write(rows, header.Form, bytes, out var tooGreat)) throw TooGreat(tooGreat);
            // Should the disk be full, the count stays, and what was written of these rows is written over or cut off later.
            disk.Write(file, bytes, header.Offset(first));
            disk.Flush(file);
            sums.Add(first, bytes, header.RowBytes);
            sums.Flush();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        RowCount = first + count;
        return first;
    }

    public void Dispose()
    {
        file.Dispose();
        sums.Dispose();
        writerLock.Dispose();
    }

    private InvalidDataException TooGreat(float value) => new(
        $"A vector has the value {value:R}, and float16 ends at {Values.GreatestHalf}: {file.Path} cannot keep it. "
        + "Run `activelabel store compact --vectors float32`, then featurize again.");
}
