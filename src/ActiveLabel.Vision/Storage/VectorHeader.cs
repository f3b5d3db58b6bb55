using System.Buffers.Binary;
using System.Text;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage;

/// <summary>
/// What a file of vectors says of itself in its first 256 bytes: 8 bytes magic, int32 format version, int32 values a row,
/// int32 length of the featurizer's id, the id in UTF-8, zeros, at 248 int32 form (0 float32, 1 float16), at 252 int32
/// generation. All little-endian. Then come the rows, one after another, and nothing else.
/// </summary>
/// <param name="Generation">One more each time that the file is rewritten as a whole: of two files the greater counts, and checksums belong to one generation.</param>
internal sealed record VectorHeader(string Id, int VectorLength, VectorForm Form, int Generation)
{
    /// <summary>A multiple of 64, so that rows are aligned for vector instructions where their length is.</summary>
    public const int Length = 256;

    private const int Version = 1;
    private const int IdOffset = 20;
    private const int FormOffset = 248;
    private const int GenerationOffset = 252;

    private static ReadOnlySpan<byte> Magic => "ALVECTOR"u8;

    public long RowBytes => (long)VectorLength * (Form == VectorForm.Float32 ? sizeof(float) : sizeof(ushort));

    public static VectorHeader For(Featurizer featurizer, VectorForm form)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featurizer.VectorLength);
        return new VectorHeader(featurizer.Id, featurizer.VectorLength, form, 0);
    }

    public long Offset(long row) => Length + (row * RowBytes);

    /// <summary>Whole rows that fit into a file of that length.</summary>
    public long CountRows(long fileLength) => Math.Max(0, (fileLength - Length) / RowBytes);

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), VectorLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), Encoding.UTF8.GetBytes(Id, bytes.AsSpan(IdOffset..FormOffset)));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(FormOffset), (int)Form);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(GenerationOffset), Generation);
        return bytes;
    }

    /// <returns>The header, or why it is none.</returns>
    public static (VectorHeader? Header, string? Problem) Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Magic)) return (null, "it is no file of vectors");
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (version != Version) return (null, $"it has format version {version}, this program knows {Version}");
        var width = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        var idLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        var form = (VectorForm)BinaryPrimitives.ReadInt32LittleEndian(bytes[FormOffset..]);
        var generation = BinaryPrimitives.ReadInt32LittleEndian(bytes[GenerationOffset..]);
        if (width <= 0 || idLength is < 0 or > FormOffset - IdOffset || !Enum.IsDefined(form) || generation < 0) return (null, "its header is damaged");
        return (new VectorHeader(Encoding.UTF8.GetString(bytes.Slice(IdOffset, idLength)), width, form, generation), null);
    }
}
