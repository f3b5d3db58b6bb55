using System.Buffers.Binary;
using System.IO.Hashing;

namespace ActiveLabel.Tests.Vision.Decoding;

/// <summary>Damages files in the ways that transfers, disks and enemies do; the same number always in the same way.</summary>
internal sealed class Mutation(IReadOnlyList<(string Name, byte[] Bytes)> files, int number)
{
    private readonly Random _random = new(number);

    public (string Name, byte[] Bytes) Make()
    {
        var (name, bytes) = files[_random.Next(files.Count)];
        // Mostly a single damage: after several hardly a decoder gets past the header.
        for (var times = _random.Next(3) == 0 ? 3 : 1; times > 0 && bytes.Length > 0; times--) bytes = Once(bytes);
        if (_random.Next(2) == 0) RepairChecksums(bytes);
        return ($"{number} of {name}", bytes);
    }

    private byte[] Once(byte[] bytes) => _random.Next(9) switch
    {
        0 => Change(bytes, bytes.Length, at => (byte)(at ^ 1 << _random.Next(8))),
        1 => Change(bytes, bytes.Length, _ => (byte)_random.Next(256)),
        // Headers are where it hurts.
        2 => Change(bytes, 64, _ => (byte)_random.Next(256)),
        3 => Change(bytes, 200, _ => new byte[] { 0, 1, 0x7F, 0x80, 0xFE, 0xFF }[_random.Next(6)]),
        4 => bytes[.._random.Next(bytes.Length)],
        5 => Resize(bytes),
        6 => Repeat(bytes),
        7 => Splice(bytes),
        _ => Cut(bytes),
    };

    private byte[] Change(byte[] bytes, int within, Func<byte, byte> change)
    {
        var changed = bytes.ToArray();
        for (var times = _random.Next(1, 12); times > 0; times--)
        {
            ref var value = ref changed[_random.Next(Math.Min(within, changed.Length))];
            value = change(value);
        }
        return changed;
    }

    /// <summary>Some numbers that could be the picture's sides, 24 x 18 or 48 x 32, become others.</summary>
    private byte[] Resize(byte[] bytes)
    {
        var changed = bytes.ToArray();
        int[] sides = [0, 1, 2, 255, 4_000, 16_383, 32_767, 65_535, 1_000_000, int.MaxValue, -1];
        var left = _random.Next(1, 4);
        for (var at = 4; at + 4 < Math.Min(changed.Length, 400) && left > 0; at++)
        {
            if (changed[at] is not (24 or 18 or 48 or 32) || _random.Next(2) == 0) continue;
            var side = sides[_random.Next(sides.Length)];
            if (_random.Next(2) == 0) BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(at), side);
            else if (_random.Next(2) == 0) BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(at - 3), side);
            else BinaryPrimitives.WriteInt16BigEndian(changed.AsSpan(at - 1), (short)side);
            left--;
        }
        return changed;
    }

    private byte[] Repeat(byte[] bytes)
    {
        var (from, to) = Range(bytes.Length);
        return [.. bytes[..to], .. Enumerable.Repeat(bytes[from..to], _random.Next(1, 20)).SelectMany(b => b), .. bytes[to..]];
    }

    /// <summary>The start of one file and the end of another of the same format.</summary>
    private byte[] Splice(byte[] bytes)
    {
        var alike = files.Where(f => f.Bytes.AsSpan(0, 3).SequenceEqual(bytes.AsSpan(0, Math.Min(3, bytes.Length)))).ToArray();
        var other = alike.Length > 0 ? alike[_random.Next(alike.Length)].Bytes : bytes;
        return [.. bytes[.._random.Next(bytes.Length)], .. other[_random.Next(other.Length)..]];
    }

    private byte[] Cut(byte[] bytes)
    {
        var (from, to) = Range(bytes.Length);
        return [.. bytes[..from], .. bytes[to..]];
    }

    private (int From, int To) Range(int length)
    {
        var from = _random.Next(length);
        return (from, Math.Min(length, from + _random.Next(1, 100)));
    }

    /// <summary>Of a PNG, so that its damage is not noticed by checksums alone.</summary>
    private static void RepairChecksums(byte[] bytes)
    {
        if (bytes.Length < 8 || bytes[1] != 'P' || bytes[2] != 'N') return;
        for (var at = 8L; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            if (at + 12 + length > bytes.Length) return;
            var checksum = Crc32.HashToUInt32(bytes.AsSpan((int)at + 4, 4 + (int)length));
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((int)at + 8 + (int)length), checksum);
            at += 12 + length;
        }
    }
}
