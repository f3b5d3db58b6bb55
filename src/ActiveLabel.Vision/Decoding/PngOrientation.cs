using System.Buffers.Binary;

namespace ActiveLabel.Vision.Decoding;

/// <summary>The orientation in a PNG's eXIf chunk, which Skia does not read.</summary>
internal static class PngOrientation
{
    private const int Tag = 0x0112;
    private const int MostEntries = 1000;

    public static Orientation Of(ReadOnlySpan<byte> png)
    {
        // Signature, then chunks of length, name, body and checksum.
        for (var at = 8L; at + 8 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[(int)at..]);
            var name = png.Slice((int)at + 4, 4);
            var body = at + 8;
            if (name.SequenceEqual("IDAT"u8) || body + length > png.Length) break;
            if (name.SequenceEqual("eXIf"u8)) return Orientation.FromExif(InTiff(png.Slice((int)body, (int)length)));
            at = body + length + 4;
        }
        return Orientation.Upright;
    }

    /// <summary>The tag's value in the first directory of a TIFF structure, which is what EXIF is (EXIF 2.32, 4.6.2), or 0.</summary>
    private static int InTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 0;
        var little = tiff.StartsWith("II"u8);
        var directory = Number(tiff, 4, 4, little);
        var entries = Math.Min(MostEntries, Number(tiff, directory, 2, little));
        for (var i = 0; i < entries; i++)
        {
            var entry = directory + 2 + 12L * i;
            if (Number(tiff, entry, 2, little) == Tag) return (int)Number(tiff, entry + 8, 2, little);
        }
        return 0;
    }

    /// <summary>Zero beyond the end.</summary>
    private static long Number(ReadOnlySpan<byte> bytes, long at, int length, bool littleEndian)
    {
        if (at < 0 || at + length > bytes.Length) return 0;
        var value = 0L;
        for (var i = 0; i < length; i++) value = value << 8 | bytes[(int)at + (littleEndian ? length - 1 - i : i)];
        return value;
    }
}
