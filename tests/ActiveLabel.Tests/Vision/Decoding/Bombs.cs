using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using SkiaSharp;

namespace ActiveLabel.Tests.Vision.Decoding;

/// <summary>Small files that claim, or really hold, far more than fits into memory or time.</summary>
internal static class Bombs
{
    /// <summary>A grey PNG, every pixel black.</summary>
    /// <param name="kind">0 grey, 2 RGB, 6 RGBA.</param>
    public static byte[] Png(int width, int height, int depth, int kind = 0, bool interlaced = false, bool body = true, params byte[][] chunks)
    {
        var channels = kind switch { 2 => 3, 6 => 4, _ => 1 };
        // Of an interlaced picture a little more: each pass rounds its rows up and has a filter byte a row.
        var raw = height * (1 + ((long)width * channels * depth + 7) / 8);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)kind, (byte)(interlaced ? 1 : 0));
        return [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. chunks.SelectMany(c => c),
            .. Chunk("IDAT"u8, Zeros(body ? raw + (interlaced ? raw / 8 + 8L * height : 0) : 1000)), .. Chunk("IEND"u8, [])];
    }

    public static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        var chunk = new byte[12 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        name.CopyTo(chunk.AsSpan(4));
        body.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + body.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + body.Length)));
        return chunk;
    }

    /// <summary>So many zeros, deflated to a thousandth.</summary>
    public static byte[] Zeros(long count)
    {
        using var stream = new MemoryStream();
        using (var deflate = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (; count > 0; count -= zeros.Length) deflate.Write(zeros.AsSpan(0, (int)Math.Min(count, zeros.Length)));
        }
        return stream.ToArray();
    }

    /// <summary>Frames of one pixel on a canvas of the given size.</summary>
    public static byte[] Gif(int width, int height, int frames)
    {
        byte[] head = [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
        byte[] frame = [0x21, 0xF9, 4, 0, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        var bytes = new byte[head.Length + frame.Length * frames + 1];
        head.CopyTo(bytes, 0);
        for (var i = 0; i < frames; i++) frame.CopyTo(bytes, head.Length + i * frame.Length);
        bytes[^1] = 0x3B;
        return bytes;
    }

    /// <summary>A JPEG whose header claims another size than its scans fill.</summary>
    public static byte[] Jpeg(byte[] small, int width, int height)
    {
        var bytes = small.ToArray();
        for (var at = 2; at < bytes.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2)))
        {
            if (bytes[at + 1] is not (0xC0 or 0xC1 or 0xC2)) continue;
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at + 5), (ushort)height);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at + 7), (ushort)width);
            break;
        }
        return bytes;
    }

    /// <summary>The last scan again and again before the end.</summary>
    public static byte[] JpegOfManyScans(byte[] progressive, int width, int height, int scans)
    {
        var last = progressive.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        var scan = progressive.AsSpan(last, progressive.Length - 2 - last).ToArray();
        return Jpeg([.. progressive[..^2], .. Enumerable.Repeat(scan, scans).SelectMany(s => s), 0xFF, 0xD9], width, height);
    }

    /// <summary>One colour, losslessly in a few bytes.</summary>
    public static byte[] WebP(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.Gray);
        using var pixmap = bitmap.PeekPixels();
        return pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 0))!.ToArray();
    }

    /// <summary>Grey, little-endian, each entry given as tag, type, count and value.</summary>
    public static byte[] Tiff(byte[] strip, uint next, params (int Tag, int Type, uint Count, uint Value)[] entries)
    {
        var bytes = new byte[8 + 2 + 12 * entries.Length + 4 + strip.Length];
        byte[] magic = [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0];
        magic.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var at = bytes.AsSpan(10 + 12 * i);
            BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)entries[i].Type);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], entries[i].Count);
            BinaryPrimitives.WriteUInt32LittleEndian(at[8..], entries[i].Value);
        }
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(10 + 12 * entries.Length), next);
        strip.CopyTo(bytes.AsSpan(bytes.Length - strip.Length));
        return bytes;
    }

    /// <summary>A deflated grey TIFF in one strip.</summary>
    public static byte[] DeflatedTiff(uint width, uint height, long zeros, uint next = 0, params (int Tag, int Type, uint Count, uint Value)[] more)
    {
        var strip = Zeros(zeros);
        (int, int, uint, uint)[] usual =
        [
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1),
            (273, 4, 1, (uint)(8 + 2 + 12 * (9 + more.Length) + 4)), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, (uint)strip.Length),
        ];
        return Tiff(strip, next, [.. usual, .. more]);
    }
}
