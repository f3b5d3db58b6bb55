using System.Buffers.Binary;

namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// Whether a JPEG holds everything up to its end-of-image marker. The decoder does not tell: of a progressive file it
/// takes whatever scans are there and calls it a success.
/// </summary>
internal static class JpegEnd
{
    private const byte EndOfImage = 0xD9;

    public static bool IsThere(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (true)
        {
            if (!SeekMarker(bytes, ref at)) return false;
            var marker = bytes[at++];
            if (marker == EndOfImage) return true;
            if (IsAlone(marker)) continue;
            if (bytes.Length - at < 2) return false;
            at += BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            if (at > bytes.Length) return false;
        }
    }

    /// <summary>Moves to the code of the next marker, over scan data with its stuffed 0xFF and restart markers.</summary>
    private static bool SeekMarker(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (true)
        {
            var next = bytes[at..].IndexOf((byte)0xFF);
            if (next < 0) return false;
            at += next;
            while (at < bytes.Length && bytes[at] == 0xFF) at++;
            if (at == bytes.Length) return false;
            if (bytes[at] is not (0x00 or (>= 0xD0 and <= 0xD7))) return true;
        }
    }

    private static bool IsAlone(byte marker) => marker is 0x01 or 0xD8;
}
