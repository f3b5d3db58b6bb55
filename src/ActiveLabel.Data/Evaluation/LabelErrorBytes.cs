using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveLabel.Core.Evaluation.LabelErrors;

namespace ActiveLabel.Data.Evaluation;

/// <summary>
/// A search in bytes, little-endian: layout and length of the head as int32, the head as JSON, and then for the n labels in
/// their order the image ids [n] as int64, the labels [n] as int32, the scores [n] and the probabilities [n, K] as float32.
/// </summary>
internal static partial class LabelErrorBytes
{
    private const int Layout = 1;

    private const int HeadAt = 2 * sizeof(int);

    public static byte[] Write(LabelErrorSearch search)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(Head.Of(search), HeadJson.Default.Head);
        var (n, classCount) = (search.Labels.Count, search.ClassIds.Count);
        var (ids, given, scores, probabilities) = (new long[n], new int[n], new float[n], new float[n * classCount]);
        foreach (var (i, label) in search.Labels.Index())
        {
            (ids[i], given[i], scores[i]) = (label.ImageId, label.Given, label.Score);
            label.Probabilities.CopyTo(probabilities.AsMemory(i * classCount));
        }

        Span<byte> start = stackalloc byte[HeadAt];
        BinaryPrimitives.WriteInt32LittleEndian(start, Layout);
        BinaryPrimitives.WriteInt32LittleEndian(start[sizeof(int)..], head.Length);
        return
        [
            .. start, .. head, .. MemoryMarshal.AsBytes(ids.AsSpan()), .. MemoryMarshal.AsBytes(given.AsSpan()), .. MemoryMarshal.AsBytes(scores.AsSpan()),
            .. MemoryMarshal.AsBytes(probabilities.AsSpan()),
        ];
    }

    /// <summary>Null where the bytes are none of this layout, or not whole.</summary>
    public static LabelErrorSearch? Read(byte[] bytes)
    {
        if (bytes.Length < HeadAt || BinaryPrimitives.ReadInt32LittleEndian(bytes) != Layout)
            return null;

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(sizeof(int)));
        if (length < 0 || length > bytes.Length - HeadAt || ReadHead(bytes.AsSpan(HeadAt, length)) is not { } head)
            return null;

        var (n, classCount) = (head.Count, head.ClassIds.Count);
        var rest = bytes.AsSpan(HeadAt + length);
        if (rest.Length != (long)n * (sizeof(long) + sizeof(int) + sizeof(float) + (classCount * sizeof(float))))
            return null;

        var ids = Take<long>(ref rest, n);
        var given = Take<int>(ref rest, n);
        var scores = Take<float>(ref rest, n);
        ReadOnlyMemory<float> probabilities = Take<float>(ref rest, n * classCount);
        return head.With([.. Enumerable.Range(0, n).Select(i =>
            new SuspectedLabel(ids[i], given[i], probabilities.Slice(i * classCount, classCount), scores[i]))]);
    }

    private static T[] Take<T>(ref Span<byte> rest, int count)
        where T : unmanaged
    {
        var size = count * Marshal.SizeOf<T>();
        var taken = MemoryMarshal.Cast<byte, T>(rest[..size]).ToArray();
        rest = rest[size..];
        return taken;
    }

    private static Head? ReadHead(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, HeadJson.Default.Head);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Head(
        long ProjectId, long? ModelVersionId, string LabelHash, long LabelMark, IReadOnlyList<long> ClassIds, double ExpectedErrors, IReadOnlyList<double> WrongByClass,
        int Suspects, int Count, IReadOnlyList<KeyValuePair<int, int>> LeftOut, DateTimeOffset At)
    {
        public static Head Of(LabelErrorSearch search) => new(
            search.ProjectId, search.ModelVersionId, search.LabelHash, search.LabelMark, search.ClassIds, search.ExpectedErrors, search.WrongByClass,
            search.Suspects, search.Labels.Count, search.LeftOut, search.At);

        public LabelErrorSearch With(IReadOnlyList<SuspectedLabel> labels) => new(
            ProjectId, ModelVersionId, LabelHash, LabelMark, ClassIds, ExpectedErrors, WrongByClass, Suspects, labels, LeftOut, At);
    }

    [JsonSerializable(typeof(Head))]
    private sealed partial class HeadJson : JsonSerializerContext;
}
