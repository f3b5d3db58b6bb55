using System.Numerics.Tensors;

namespace ActiveLabel.Vision.Storage.Upkeep;

/// <summary>Reads blocks of a file and judges them.</summary>
/// <param name="file">Null where there is none.</param>
internal sealed class BlockCheck(RowsFile? file)
{
    private readonly long _rows = file?.RowCount ?? 0;
    private readonly byte[] _bytes = new byte[file is null ? 0 : Stretch.BlockRows * file.Header.RowBytes];
    private readonly float[] _values = new float[file?.Header.VectorLength ?? 0];

    public Verdict Judge(Stretch stretch)
    {
        if (stretch.Kind == StretchKind.Lost) return Verdict.All(DamageKind.ChecksumLost, "their checksum is damaged");
        if (stretch.Kind == StretchKind.Unused) return Verdict.All(DamageKind.Empty, "the file says that nothing is kept there");
        if (stretch.First >= _rows || (stretch.Kind == StretchKind.Summed && stretch.End > _rows))
            return Verdict.All(DamageKind.Missing, file is null ? "there is no such file" : "the file ends before them");
        try
        {
            var bytes = _bytes.AsSpan(0, (int)((Math.Min(stretch.End, _rows) - stretch.First) * file!.Header.RowBytes));
            StoreFile.ReadFully(file.Handle, bytes, file.Header.Offset(stretch.First));
            return stretch.Kind == StretchKind.Summed && Stretch.SumOf(bytes) != stretch.Sum
                ? Verdict.All(DamageKind.Changed, "the bytes on the disk are not those that were written")
                : new Verdict(row => JudgeRow(row, stretch.First));
        }
        catch (IOException failure)
        {
            return Verdict.All(DamageKind.Unreadable, $"the disk cannot read them ({failure.Message})");
        }
    }

    private (DamageKind, string)? JudgeRow(long row, long first)
    {
        if (row >= _rows) return (DamageKind.Missing, "the file ends before them");
        var header = file!.Header;
        Values.Read(_bytes.AsSpan((int)((row - first) * header.RowBytes), (int)header.RowBytes), header.Form, _values);
        return TensorPrimitives.IsFiniteAll<float>(_values)
            ? null
            : (DamageKind.NotFinite, "they are no finite numbers; should they come back, the network makes them so");
    }
}

/// <summary>What is wrong with each row of a block.</summary>
internal sealed class Verdict(Func<long, (DamageKind Kind, string Reason)?> judge)
{
    public static Verdict All(DamageKind kind, string reason) => new(_ => (kind, reason));

    /// <summary>The bad ones of these rows, by what is wrong.</summary>
    public IEnumerable<(DamageKind Kind, string Reason, List<long> Rows)> Bad(IReadOnlyList<long> rows) => rows
        .Select(row => (Row: row, Damage: judge(row))).Where(r => r.Damage is not null)
        .GroupBy(r => r.Damage!.Value, r => r.Row)
        .Select(g => (g.Key.Kind, g.Key.Reason, g.ToList()));
}
