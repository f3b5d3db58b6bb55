using System.Security.Cryptography;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>
/// Which images, in few bytes: of ids that mostly follow each other, a hundred thousand take a handful. Equal sets have
/// equal bytes. Immutable.
/// </summary>
public sealed class IdSet
{
    private IdSet(IReadOnlyList<long> ids, byte[] bytes) => (Ids, Bytes, Hash) = (ids, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Ascending, each once.</summary>
    public IReadOnlyList<long> Ids { get; }

    /// <summary>Of each run of ids without a gap, the distance of its first from the end of the run before and its length, as varints of seven bits.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>SHA-256 of the bytes, in hexadecimal digits.</summary>
    public string Hash { get; }

    /// <param name="ids">In any order; an id that comes twice counts once. None below 0.</param>
    public static IdSet Of(IEnumerable<long> ids)
    {
        long[] sorted = [.. ids.Distinct()];
        Array.Sort(sorted);
        if (sorted is [< 0, ..])
            throw new ArgumentOutOfRangeException(nameof(ids), sorted[0], "An id is 0 or more.");

        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var end = 0L;
        for (var at = 0; at < sorted.Length;)
        {
            var first = sorted[at];
            var length = 1;
            while (at + length < sorted.Length && sorted[at + length] == first + length) length++;
            writer.Write7BitEncodedInt64(first - end);
            writer.Write7BitEncodedInt64(length);
            (end, at) = (first + length, at + length);
        }

        writer.Flush();
        return new IdSet(sorted, bytes.ToArray());
    }

    /// <exception cref="InvalidDataException">These are no such bytes.</exception>
    public static IdSet Read(ReadOnlyMemory<byte> bytes)
    {
        using var stored = new MemoryStream(bytes.ToArray());
        using var reader = new BinaryReader(stored);
        var (ids, end) = (new List<long>(), 0L);
        try
        {
            while (stored.Position < stored.Length)
            {
                var first = end + reader.Read7BitEncodedInt64();
                var length = reader.Read7BitEncodedInt64();
                if (first < end || length is < 1 or > int.MaxValue)
                    throw new InvalidDataException("A stored set of images is damaged.");

                for (var id = first; id < first + length; id++) ids.Add(id);
                end = first + length;
            }
        }
        catch (Exception broken) when (broken is EndOfStreamException or FormatException or OutOfMemoryException)
        {
            throw new InvalidDataException("A stored set of images is damaged.", broken);
        }

        return new IdSet(ids, bytes.ToArray());
    }
}
