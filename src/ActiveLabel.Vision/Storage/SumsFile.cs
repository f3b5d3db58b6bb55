using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ActiveLabel.Vision.Storage;

/// <summary>
/// The file of checksums beside a file of rows: a header of 32 bytes (8 bytes magic, int32 generation of the rows, zeros),
/// then an entry for each <see cref="Stretch"/>. An entry is written once its rows are on disk, so rows that have one
/// were whole once.
/// </summary>
internal static class SumsFile
{
    public const int HeaderLength = 32;

    // A whole number of entries.
    private const int ReadAtOnce = 1 << 17;

    private static ReadOnlySpan<byte> Magic => "ALVSUMS1"u8;

    public static byte[] Header(int generation)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), generation);
        return header;
    }

    public static bool Belongs(SafeFileHandle file, int generation)
    {
        Span<byte> found = stackalloc byte[HeaderLength];
        return RandomAccess.Read(file, found, 0) == HeaderLength && found.SequenceEqual(Header(generation));
    }

    /// <summary>To read; null where there is none for that generation of the rows.</summary>
    public static SafeFileHandle? Find(string path, int generation)
    {
        try
        {
            var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (Belongs(file, generation)) return file;
            file.Dispose();
        }
        catch (FileNotFoundException)
        {
            // Rows of a time before checksums.
        }
        return null;
    }

    /// <summary>Where the entry after the last sound one begins, and up to which row they go.</summary>
    public static (long End, long Covered) FindEnd(SafeFileHandle file)
    {
        Span<byte> entry = stackalloc byte[Stretch.EntryLength];
        for (var at = (RandomAccess.GetLength(file) - HeaderLength) / Stretch.EntryLength; at > 0; at--)
        {
            var end = HeaderLength + (at * Stretch.EntryLength);
            var length = RandomAccess.Read(file, entry, end - Stretch.EntryLength);
            if (Stretch.Read(entry[..length]) is { } last) return (end, last.End);
        }
        return (HeaderLength, 0);
    }

    /// <summary>All rows from 0 to <paramref name="rows"/> in order, a stretch after another without a gap; the last may go beyond.</summary>
    /// <param name="file">Null where there are no checksums.</param>
    public static IEnumerable<Stretch> Stretches(SafeFileHandle? file, long rows)
    {
        long next = 0;
        foreach (var stretch in file is null ? [] : Entries(file))
        {
            if (next >= rows) yield break;
            // Not where the one before ends: what is between has lost its entry.
            if (stretch.First < next) continue;
            if (stretch.First > next) yield return new Stretch(next, stretch.First - next, StretchKind.Lost);
            yield return stretch;
            next = stretch.End;
        }
        for (; next < rows; next += Stretch.BlockRows)
            yield return new Stretch(next, Math.Min(Stretch.BlockRows, rows - next), StretchKind.Unsummed);
    }

    private static IEnumerable<Stretch> Entries(SafeFileHandle file)
    {
        var buffer = new byte[ReadAtOnce];
        for (long at = HeaderLength; ; at += ReadAtOnce)
        {
            var length = RandomAccess.Read(file, buffer, at);
            for (var entry = 0; entry + Stretch.EntryLength <= length; entry += Stretch.EntryLength)
            {
                if (Stretch.Read(buffer.AsSpan(entry, Stretch.EntryLength)) is { } stretch) yield return stretch;
            }
            if (length < ReadAtOnce) yield break;
        }
    }
}
