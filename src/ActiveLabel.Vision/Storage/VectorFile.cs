using System.Buffers.Binary;
using System.Text;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage;

/// <summary>
/// The file of one featurizer's vectors: a header of 256 bytes, then rows of little-endian 32-bit floats and nothing
/// else. Header: 8 bytes magic, int32 format version, int32 values a row, int32 length of the featurizer's id, the id in
/// UTF-8, zeros.
/// </summary>
internal sealed class VectorFile
{
    /// <summary>A multiple of 64, so that rows are aligned for vector instructions where their length is.</summary>
    public const int HeaderLength = 256;

    private const int Version = 1;
    private const int IdOffset = 20;

    private readonly byte[] _header = new byte[HeaderLength];

    public VectorFile(DataFolder data, Featurizer featurizer)
    {
        var id = Encoding.UTF8.GetBytes(featurizer.Id);
        if (id.Length > HeaderLength - IdOffset || !featurizer.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException($"'{featurizer.Id}' cannot name a file of vectors.", nameof(featurizer));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featurizer.VectorLength);
        Path = System.IO.Path.Combine(data.Vectors, featurizer.Id + ".f32");
        RowLength = featurizer.VectorLength;
        Magic.CopyTo(_header);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(12), RowLength);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(16), id.Length);
        id.CopyTo(_header, IdOffset);
    }

    private static ReadOnlySpan<byte> Magic => "ALVECTOR"u8;

    public string Path { get; }

    /// <summary>Values of one row.</summary>
    public int RowLength { get; }

    public long RowBytes => (long)RowLength * sizeof(float);

    public long Offset(long row) => HeaderLength + row * RowBytes;

    /// <summary>Whole rows that fit into a file of that length.</summary>
    public long CountRows(long fileLength) => Math.Max(0, (fileLength - HeaderLength) / RowBytes);

    public void WriteHeader(SafeFileHandle file)
    {
        RandomAccess.Write(file, _header, 0);
        RandomAccess.FlushToDisk(file);
    }

    /// <exception cref="InvalidDataException">It is another file than this featurizer's.</exception>
    public void CheckHeader(SafeFileHandle file)
    {
        Span<byte> found = stackalloc byte[HeaderLength];
        var length = RandomAccess.Read(file, found, 0);
        if (found[..length].SequenceEqual(_header)) return;
        throw new InvalidDataException($"{Path} cannot be used: {Difference(found[..length])}. Move it away to have the vectors computed again.");
    }

    private string Difference(ReadOnlySpan<byte> found)
    {
        if (found.Length < HeaderLength || !found.StartsWith(Magic)) return "it is no file of vectors";
        var version = BinaryPrimitives.ReadInt32LittleEndian(found[8..]);
        if (version != Version) return $"it has format version {version}, this program knows {Version}";
        var width = BinaryPrimitives.ReadInt32LittleEndian(found[12..]);
        return width != RowLength
            ? $"its vectors have {width} values, the featurizer's {RowLength}"
            : "it belongs to another featurizer";
    }
}
