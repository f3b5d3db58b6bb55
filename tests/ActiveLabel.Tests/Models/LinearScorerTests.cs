using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Tests.Models.Scoring;
using CsCheck;

namespace ActiveLabel.Tests.Models;

public sealed class LinearScorerTests
{
    private static readonly Gen<(LinearModel Model, float[] Values)> Problems =
        from length in Gen.Int[1, 40]
        from classes in Gen.Int[1, 6]
        from rows in Gen.Int[0, 20]
        from scale in Gen.Float[0, 2].Array[length]
        from weights in Gen.Float[-50, 50].Array[classes * length]
        from bias in Gen.Float[-50, 50].Array[classes]
        from values in Gen.Float[-10, 10].Array[rows * length]
        select (new LinearModel(length, classes, scale, weights, bias), values);

    [Fact]
    public void Probabilities_sum_to_one_and_equal_the_formula() => Problems.Sample(p =>
    {
        var predictions = new LinearScorer(p.Model).Score(Scored.Rows(p.Values, p.Model.VectorLength));
        for (var i = 0; i < predictions.Count; i++)
        {
            var row = predictions[i].ToArray();
            row.Sum(v => (double)v).ShouldBe(1, 1e-5);
            row.Select(v => (double)v).ShouldBe(
                Scored.ByFormula(p.Model, p.Values.AsSpan(i * p.Model.VectorLength, p.Model.VectorLength)), tolerance: 2e-3);
        }
    });

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        foreach (var (length, classes) in (IEnumerable<(int, int)>)[(16, 5), (300, 60), (3, 2)])
        {
            var random = new Random(3);
            var scorer = new LinearScorer(Scored.Model(length, classes, random));
            var rows = Scored.Rows(Scored.Floats(length * 3000, random), length);

            var one = scorer.Score(rows, threads: 1).Probabilities.ToArray();

            scorer.Score(rows, threads: 4).Probabilities.ToArray().ShouldBe(one);
            scorer.Score(rows).Probabilities.ToArray().ShouldBe(one);
        }
    }

    [Fact]
    public void Huge_scores_do_not_overflow()
    {
        var model = new LinearModel(1, 3, [1], [1e30f, -1e30f, 0], [0, 0, float.NegativeInfinity]);

        new LinearScorer(model).Score(Scored.Rows([1e6f], 1))[0].ToArray().ShouldBe([1, 0, 0]);
    }

    [Fact]
    public void Rows_are_scored_in_the_order_of_their_numbers()
    {
        var model = new LinearModel(1, 2, [1], [1, 0], [0, 0]);
        var table = new VectorTable(new float[] { -100, 0, 100 }, 1);

        var predictions = new LinearScorer(model).Score(new VectorRows(table, [2, 0]));

        predictions.Count.ShouldBe(2);
        (predictions.Best(0), predictions.Best(1)).ShouldBe((0, 1));
    }

    [Fact]
    public void Vectors_of_another_length_are_refused()
    {
        var model = new LinearModel(2, 2, [1, 1], [1, 0, 0, 1], [0, 0]);

        Should.Throw<ArgumentException>(() => new LinearScorer(model).Score(Scored.Rows([1, 2, 3], 3))).Message.ShouldContain("vectors of 2 values");
        Should.Throw<ArgumentException>(() => new LinearScorer(model).Score([1, 2, 3], new float[2])).Message.ShouldContain("vectors of 2 values");
        Should.Throw<ArgumentException>(() => new LinearScorer(model).Score([1, 2], new float[3])).Message.ShouldContain("3 places for 1 x 2");
    }
}
