using System.Security.Cryptography;
using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>What a round took for an image's answer.</summary>
/// <param name="ClassId">0 for a poor example.</param>
/// <param name="Confidence">How sure it was, above 0, at most 1.</param>
public readonly record struct RecordedAnswer(long ImageId, long ClassId, bool Audit, double Confidence)
{
    public static RecordedAnswer Of(long imageId, Answer answer) => new(imageId, answer.ClassId ?? 0, answer.Audit, answer.Confidence);

    public Answer ToAnswer() => new(ClassId == 0 ? null : ClassId, Audit, LabelSource.Import) { Confidence = Confidence };
}

/// <summary>
/// The answers that a round read, as changes of those that the round before had read: a few bytes a label, whatever came to
/// decide what several people's answers about an image come to, or what a class counts as. Immutable.
/// </summary>
public sealed class RecordedAnswers
{
    /// <summary>Changes on changes, after which all are written out again: so many are read to read one.</summary>
    private const int LongestChain = 40;

    private const byte Whole = 0, Changes = 1;

    private RecordedAnswers(IReadOnlyList<RecordedAnswer> answers, int depth, string? before, byte[] bytes, string hash) =>
        (Answers, Depth, Before, Bytes, Hash) = (answers, depth, before, bytes, hash);

    /// <summary>In the order of the images' ids.</summary>
    public IReadOnlyList<RecordedAnswer> Answers { get; }

    /// <summary>SHA-256 of the answers, however they are written.</summary>
    public string Hash { get; }

    /// <summary>Hash of those that the bytes change; null where the bytes say all.</summary>
    public string? Before { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    private int Depth { get; }

    /// <param name="answers">In any order.</param>
    /// <param name="before">Those of the round before, by which they are short; or null.</param>
    public static RecordedAnswers Of(IEnumerable<RecordedAnswer> answers, RecordedAnswers? before)
    {
        RecordedAnswer[] sorted = [.. answers.OrderBy(a => a.ImageId)];
        var hash = HashOf(sorted);
        if (before?.Hash == hash)
            return before;

        if (before is { Depth: < LongestChain } known)
        {
            var (then, now) = (known.Answers.ToDictionary(a => a.ImageId), sorted.ToDictionary(a => a.ImageId));
            RecordedAnswer[] changed = [.. sorted.Where(a => !then.TryGetValue(a.ImageId, out var was) || was != a)];
            long[] gone = [.. then.Keys.Where(id => !now.ContainsKey(id)).Order()];
            if (changed.Length + gone.Length < sorted.Length / 2)
                return new RecordedAnswers(sorted, known.Depth + 1, known.Hash, Write(known.Depth + 1, known.Hash, changed, gone), hash);
        }

        return new RecordedAnswers(sorted, 0, null, Write(0, null, sorted, []), hash);
    }

    /// <summary>Which others the bytes change; null where they say all.</summary>
    /// <exception cref="InvalidDataException">These are no such bytes.</exception>
    public static string? BeforeOf(byte[] bytes) => Parse(bytes, reader => ReadHead(reader).Before);

    /// <param name="chain">Bytes that say all, then changes of them, each of the one before it.</param>
    /// <exception cref="InvalidDataException">These are no such bytes.</exception>
    public static RecordedAnswers Read(IEnumerable<byte[]> chain)
    {
        var answers = new Dictionary<long, RecordedAnswer>();
        var (depth, before, last) = (0, (string?)null, Array.Empty<byte>());
        foreach (var bytes in chain)
        {
            (depth, before) = Parse(bytes, reader => Apply(reader, answers));
            last = bytes;
        }

        RecordedAnswer[] sorted = [.. answers.Values.OrderBy(a => a.ImageId)];
        return new RecordedAnswers(sorted, depth, before, last, HashOf(sorted));
    }

    /// <summary>What the bytes say of one image: its answer; null where there is none or the bytes do not mention it.</summary>
    /// <param name="mentioned">False where those that the bytes change decide.</param>
    /// <exception cref="InvalidDataException">These are no such bytes.</exception>
    public static RecordedAnswer? Find(byte[] bytes, long imageId, out bool mentioned)
    {
        var (answers, gone) = (new Dictionary<long, RecordedAnswer>(), new List<long>());
        var before = Parse(bytes, reader => Apply(reader, answers, gone).Before);
        var found = answers.TryGetValue(imageId, out var answer);
        mentioned = found || before is null || gone.Contains(imageId);
        return found ? answer : null;
    }

    private static (int Depth, string? Before) Apply(BinaryReader reader, Dictionary<long, RecordedAnswer> answers, List<long>? gone = null)
    {
        var head = ReadHead(reader);
        var id = 0L;
        for (var left = reader.Read7BitEncodedInt64(); left > 0; left--)
        {
            id += reader.Read7BitEncodedInt64();
            var flags = reader.ReadByte();
            answers[id] = new RecordedAnswer(id, reader.Read7BitEncodedInt64(), (flags & 1) != 0, (flags & 2) != 0 ? reader.ReadDouble() : 1);
        }

        id = 0;
        for (var left = reader.Read7BitEncodedInt64(); left > 0; left--)
        {
            answers.Remove(id += reader.Read7BitEncodedInt64());
            gone?.Add(id);
        }

        return head;
    }

    private static byte[] Write(int depth, string? before, IReadOnlyList<RecordedAnswer> changed, IReadOnlyList<long> gone)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(before is null ? Whole : Changes);
        if (before is not null)
        {
            writer.Write((byte)depth);
            writer.Write(Convert.FromHexString(before));
        }

        var last = 0L;
        writer.Write7BitEncodedInt64(changed.Count);
        foreach (var answer in changed)
        {
            writer.Write7BitEncodedInt64(answer.ImageId - last);
            var sure = answer.Confidence.Equals(1.0);
            writer.Write((byte)((answer.Audit ? 1 : 0) | (sure ? 0 : 2)));
            writer.Write7BitEncodedInt64(answer.ClassId);
            if (!sure) writer.Write(answer.Confidence);
            last = answer.ImageId;
        }

        last = 0;
        writer.Write7BitEncodedInt64(gone.Count);
        foreach (var id in gone)
        {
            writer.Write7BitEncodedInt64(id - last);
            last = id;
        }

        writer.Flush();
        return bytes.ToArray();
    }

    private static (int Depth, string? Before) ReadHead(BinaryReader reader) => reader.ReadByte() switch
    {
        Whole => (0, null),
        Changes => (reader.ReadByte(), Convert.ToHexStringLower(reader.ReadBytes(SHA256.HashSizeInBytes))),
        _ => throw new InvalidDataException("Recorded answers are damaged."),
    };

    private static T Parse<T>(byte[] bytes, Func<BinaryReader, T> read)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes));
            return read(reader);
        }
        catch (Exception broken) when (broken is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("Recorded answers are damaged.", broken);
        }
    }

    private static string HashOf(IReadOnlyList<RecordedAnswer> answers) => Convert.ToHexStringLower(SHA256.HashData(Write(0, null, answers, [])));
}
