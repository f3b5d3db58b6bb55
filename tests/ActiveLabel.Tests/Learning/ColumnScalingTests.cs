using ActiveLabel.Core;
using ActiveLabel.Learning;
using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Learning;

public sealed class ColumnScalingTests
{
    private const int Columns = 6;

    [Fact]
    public void Scaled_rows_equal_those_of_min_max_with_zero_kept()
    {
        var rows = Gen.Float[-100, 100].Array[Columns].Array[2, 30];
        rows.Sample(
            values =>
            {
                // Two columns that tell nothing: one of zeros, one that is the same everywhere.
                foreach (var row in values)
                {
                    (row[0], row[1]) = (0, 7.5f);
                }

                var scale = ColumnScaling.Fit(values.SelectMany(r => r).ToArray(), Columns);
                var expected = Normalise(values);
                for (var i = 0; i < values.Length; i++)
                {
                    values[i].Select((v, j) => v * scale[j]).ShouldBe(expected[i]);
                }
            },
            iter: 30);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_refused_by_row_and_column(float broken)
    {
        float[] features = [1, 2, 3, 4, broken, 6];

        var refusal = Should.Throw<WrongUseException>(() => ColumnScaling.Fit(features, 3));

        refusal.Message.ShouldContain("row 1, column 1");
    }

    private static float[][] Normalise(float[][] rows)
    {
        var ml = new MLContext(1);
        var schema = SchemaDefinition.Create(typeof(Sample));
        schema[nameof(Sample.Values)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Columns);
        var data = ml.Data.LoadFromEnumerable(rows.Select(r => new Sample { Values = r }), schema);
        var scaled = ml.Transforms.NormalizeMinMax("Scaled", nameof(Sample.Values), fixZero: true).Fit(data).Transform(data);
        return [.. scaled.GetColumn<float[]>("Scaled")];
    }

    private sealed class Sample
    {
        public float[] Values { get; set; } = [];
    }
}
