using System.Numerics.Tensors;
using ActiveLabel.Core.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ActiveLabel.Learning;

/// <summary>
/// Scaled rows as ML.NET reads them, without a copy of a vector. Labels are written as the one-based keys that ML.NET
/// keeps inside, so that no mapping can lose a row.
/// </summary>
internal sealed class TrainingView : IDataView
{
    public const string Label = "Label";
    public const string Features = "Features";
    public const string Weight = "Weight";

    private readonly float[][] _rows;
    private readonly uint[] _keys;
    private readonly float[] _weights;

    /// <param name="classes">[n] zero-based, each below <paramref name="classCount"/>.</param>
    /// <param name="weights">[n], or empty where all rows count the same.</param>
    public TrainingView(TrainingSet set, ReadOnlySpan<float> scale, ReadOnlySpan<int> classes, int classCount, float[] weights)
    {
        _weights = weights;
        _rows = new float[set.Count][];
        _keys = new uint[set.Count];
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = new float[set.VectorLength];
            TensorPrimitives.Multiply(set.Features.Span.Slice(i * set.VectorLength, set.VectorLength), scale, _rows[i]);
            _keys[i] = (uint)classes[i] + 1;
        }

        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Label, new KeyDataViewType(typeof(uint), classCount));
        schema.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, set.VectorLength));
        if (IsWeighted)
            schema.AddColumn(Weight, NumberDataViewType.Single);
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool IsWeighted => _weights.Length > 0;

    public bool CanShuffle => false;

    /// <summary>Rows whose features a trainer has taken in its last whole pass over them.</summary>
    public int RowsRead { get; private set; }

    /// <summary>
    /// Ends a training on these rows, from any thread. ML.NET cannot be told to stop, but it keeps the rows by reference
    /// and gives up at the first that is not finite.
    /// </summary>
    public void Spoil() => Array.Fill(_rows[0], float.NaN);

    public long? GetRowCount() => _rows.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(this)];

    private sealed class Cursor(TrainingView view) : DataViewRowCursor
    {
        private int _at = -1;
        private int _taken;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _at;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override bool MoveNext()
        {
            if (++_at < view._rows.Length)
                return true;

            view.RowsRead = _taken;
            return false;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_at, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            (ValueGetter<TValue>)(Delegate)(column.Name switch
            {
                Label => new ValueGetter<uint>((ref uint key) => key = view._keys[_at]),
                Weight => new ValueGetter<float>((ref float weight) => weight = view._weights[_at]),
                _ => new ValueGetter<VBuffer<float>>((ref VBuffer<float> row) =>
                {
                    row = new VBuffer<float>(view._rows[_at].Length, view._rows[_at]);
                    _taken++;
                }),
            });
    }
}
