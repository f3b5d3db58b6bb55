using System.Buffers.Binary;
using System.IO.Hashing;

namespace ActiveLabel.Vision.Storage;

internal enum StretchKind
{
    /// <summary>A block of rows with its checksum.</summary>
    Summed = 0,

    /// <summary>Rows that a rewriting left out: a hole in the file.</summary>
    Unused = 1,

    /// <summary>Rows whose checksum was never made.</summary>
    Unsummed,

    /// <summary>Rows whose checksum is damaged itself.</summary>
    Lost,
}

/// <summary>
/// Rows that follow one another, and in a file of checksums an entry of 32 bytes: int64 first row, int32 rows, int32
/// kind, uint64 XXH3 of the rows' bytes, uint64 XXH3 of the 24 bytes before. All little-endian.
/// </summary>
internal readonly record struct Stretch(long First, long Count, StretchKind Kind, ulong Sum = 0)
{
    /// <summary>Rows of one block at most: what one damaged byte costs, and what reading it back takes.</summary>
    public const int BlockRows = 256;

    public const int EntryLength = 32;
    private const int CheckOffset = 24;

    public long End => First + Count;

    public static ulong SumOf(ReadOnlySpan<byte> bytes) => XxHash3.HashToUInt64(bytes);

    public void WriteTo(Span<byte> entry)
    {
        BinaryPrimitives.WriteInt64LittleEndian(entry, First);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], checked((int)Count));
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], (int)Kind);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[16..], Sum);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[CheckOffset..], SumOf(entry[..CheckOffset]));
    }

    /// <returns>Null for an entry that is damaged or half written.</returns>
    public static Stretch? Read(ReadOnlySpan<byte> entry)
    {
        if (entry.Length < EntryLength || BinaryPrimitives.ReadUInt64LittleEndian(entry[CheckOffset..]) != SumOf(entry[..CheckOffset])) return null;
        var stretch = new Stretch(
            BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[8..]),
            (StretchKind)BinaryPrimitives.ReadInt32LittleEndian(entry[12..]), BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]));
        var sound = stretch is { First: >= 0, Count: > 0 }
            && (stretch.Kind == StretchKind.Unused || (stretch.Kind == StretchKind.Summed && stretch.Count <= BlockRows));
        return sound ? stretch : null;
    }
}
