using System.Buffers.Binary;

namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// What a JPEG's markers tell before it is decoded (ITU-T T.81, annex B). The decoder does not: of a progressive file it
/// takes whatever scans are there and calls it a success.
/// </summary>
/// <param name="IsComplete">It holds everything up to its end-of-image marker.</param>
/// <param name="Pixels">Width times height.</param>
/// <param name="Components">Colour channels.</param>
/// <param name="IsProgressive">Scans refine one another.</param>
/// <param name="Scans">Passes over the picture.</param>
internal readonly record struct JpegStructure(bool IsComplete, long Pixels, int Components, bool IsProgressive, int Scans)
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>The picture's pixels come only with the last scan, and until then all coefficients are kept.</summary>
    public bool KeepsCoefficients => IsProgressive || Scans > 1;

    /// <summary>A handful of tiny scans over many pixels keeps a core busy for minutes.</summary>
    public bool TakesTooLong => Scans * Pixels > PixelLimit.MostScanned;

    public static JpegStructure Read(ReadOnlySpan<byte> bytes)
    {
        var found = default(JpegStructure);
        var at = 2;
        while (SeekMarker(bytes, ref at))
        {
            var marker = bytes[at++];
            if (marker == EndOfImage) return found with { IsComplete = true };
            if (IsAlone(marker)) continue;
            if (bytes.Length - at < 2) break;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            if (marker == StartOfScan) found = found with { Scans = found.Scans + 1 };
            // Length (2), precision (1), height and width (4), then the number of components.
            if (IsFrame(marker) && length > 7 && bytes.Length - at > 7)
            {
                var pixels = (long)BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 3)..]) * BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]);
                found = found with { Pixels = pixels, Components = bytes[at + 7], IsProgressive = (marker & 3) == 2 };
            }
            at += length;
            if (at > bytes.Length) break;
        }
        return found;
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

    // SOF0 to SOF15 without the three that mean something else: DHT, JPG and DAC.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
