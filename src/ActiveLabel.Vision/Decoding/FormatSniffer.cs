namespace ActiveLabel.Vision.Decoding;

/// <summary>Tells a file's format from its first bytes. File names are not asked: they lie.</summary>
internal static class FormatSniffer
{
    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];
    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static ReadOnlySpan<byte> TiffLittleEndian => [(byte)'I', (byte)'I', 42, 0];
    private static ReadOnlySpan<byte> TiffBigEndian => [(byte)'M', (byte)'M', 0, 42];
    private static ReadOnlySpan<byte> BigTiffLittleEndian => [(byte)'I', (byte)'I', 43, 0];
    private static ReadOnlySpan<byte> BigTiffBigEndian => [(byte)'M', (byte)'M', 0, 43];

    public static EncodedFormat? Sniff(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Jpeg)) return EncodedFormat.Jpeg;
        if (bytes.StartsWith(Png)) return EncodedFormat.Png;
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)) return EncodedFormat.Gif;
        if (bytes.StartsWith("RIFF"u8) && HasAt(bytes, 8, "WEBP"u8)) return EncodedFormat.WebP;
        if (HasAt(bytes, 4, "ftypavif"u8)) return EncodedFormat.Avif;
        if (bytes.StartsWith(TiffLittleEndian) || bytes.StartsWith(TiffBigEndian)
            || bytes.StartsWith(BigTiffLittleEndian) || bytes.StartsWith(BigTiffBigEndian)) return EncodedFormat.Tiff;
        // Two letters are little to go by, so the first size field of the header is looked at too.
        if (bytes.StartsWith("BM"u8) && bytes.Length > 17 && bytes[15] == 0 && bytes[16] == 0 && bytes[17] == 0) return EncodedFormat.Bmp;
        return null;
    }

    /// <summary>Why bytes of no known format are no image, as told to the person who brought them.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return "empty file";
        if (bytes.StartsWith("%PDF"u8)) return "not an image: the file is a PDF document";
        if (bytes.StartsWith("PK"u8)) return "not an image: the file is a zip archive";
        if (HasAt(bytes, 4, "ftyphei"u8) || HasAt(bytes, 4, "ftypmif1"u8)) return "HEIC pictures cannot be read; save it as JPEG or PNG";
        if (HasAt(bytes, 4, "ftyp"u8)) return "not an image: the file is a video";
        var start = bytes[..Math.Min(bytes.Length, 64)];
        if (!start.ContainsAnyExcept((byte)0)) return "not an image: the file starts with zeros";
        if (IsText(start)) return "not an image: the file starts with text";
        return $"not an image of a known format: the file starts with the bytes {Convert.ToHexStringLower(start[..Math.Min(start.Length, 8)])}";
    }

    private static bool HasAt(ReadOnlySpan<byte> bytes, int offset, ReadOnlySpan<byte> expected) =>
        bytes.Length >= offset + expected.Length && bytes[offset..].StartsWith(expected);

    private static bool IsText(ReadOnlySpan<byte> start)
    {
        // Any byte over 127 may be part of a UTF-8 or Latin letter; control characters other than white space are no text.
        foreach (var value in start)
            if (value < 32 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) return false;
        return true;
    }
}
