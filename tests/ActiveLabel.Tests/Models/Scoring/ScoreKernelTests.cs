using ActiveLabel.Core.Models;
using CsCheck;

namespace ActiveLabel.Tests.Models.Scoring;

/// <summary>The vector code against the formula, for every width of registers.</summary>
public sealed class ScoreKernelTests
{
    private static readonly int[] ClassCounts = [.. Enumerable.Range(1, 20), 500];
    private static readonly int[] Lengths = [.. Enumerable.Range(1, 70), 512, 736];

    [Fact]
    public void Every_number_of_classes_and_values_gives_what_the_formula_gives() => Parallel.ForEach(ClassCounts, classes =>
    {
        var random = new Random(classes);
        foreach (var length in Lengths)
        {
            var model = Scored.Model(length, classes, random);
            // An odd number: the last has no partner.
            var values = Scored.Floats(3 * length, random);
            var expected = values.Chunk(length).SelectMany(x => Scored.ByFormula(model, x)).ToArray();
            foreach (var kernel in Scored.Kernels(model))
            {
                var actual = new LinearScorer(model, kernel).Score(Scored.Rows(values, length)).Probabilities.ToArray();

                Farthest(actual, expected).ShouldBeLessThan(1e-6, $"{classes} classes, {length} values, {kernel.GetType()}");
            }
        }
    });

    [Fact]
    public void Any_number_of_vectors_gives_what_the_formula_gives() =>
        Gen.Select(Gen.Int[0, 700], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int).Sample((rows, length, classes, seed) =>
        {
            var random = new Random(seed);
            var model = Scored.Model(length, classes, random);
            var values = Scored.Floats(rows * length, random);
            var expected = values.Chunk(length).SelectMany(x => Scored.ByFormula(model, x)).ToArray();
            foreach (var kernel in Scored.Kernels(model))
            {
                Farthest(new LinearScorer(model, kernel).Score(Scored.Rows(values, length)).Probabilities.ToArray(), expected).ShouldBeLessThan(1e-6);
            }
        }, iter: 30);

    [Theory]
    [InlineData(3, 5, 300)]
    [InlineData(512, 4, 300)]
    [InlineData(300, 60, 400)]
    [InlineData(37, 7, 100)]
    public void A_vector_alone_gets_the_same_to_the_last_bit_as_among_others(int length, int classes, int count)
    {
        var random = new Random(5);
        var model = Scored.Model(length, classes, random);
        var values = Scored.Floats(count * length, random);
        foreach (var kernel in Scored.Kernels(model))
        {
            var scorer = new LinearScorer(model, kernel);
            var together = scorer.Score(Scored.Rows(values, length));
            for (var i = 0; i < count; i++)
            {
                var alone = new float[classes];
                scorer.Score(values.AsSpan(i * length, length), alone);

                together[i].ToArray().ShouldBe(alone);
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_value_that_is_not_finite_makes_its_own_vector_no_number_and_no_other(float broken)
    {
        foreach (var (length, classes) in (IEnumerable<(int, int)>)[(1, 2), (5, 1), (16, 4), (37, 5), (70, 20), (300, 60)])
        {
            var random = new Random(length);
            var model = Scored.Model(length, classes, random);
            var sound = Scored.Floats(5 * length, random);
            for (var j = 0; j < length; j++)
            {
                var values = sound.ToArray();
                values[(2 * length) + j] = broken;
                foreach (var kernel in Scored.Kernels(model))
                {
                    var scorer = new LinearScorer(model, kernel);
                    var expected = scorer.Score(Scored.Rows(sound, length)).Probabilities.ToArray();
                    expected.AsSpan(2 * classes, classes).Fill(float.NaN);

                    scorer.Score(Scored.Rows(values, length)).Probabilities.ToArray().ShouldBe(expected);
                }
            }
        }
    }

    [Fact]
    public void A_weight_of_zero_hides_nothing_that_is_not_finite()
    {
        var model = new LinearModel(2, 2, [1, 0], [0, 1, 0, -1], [0, 0]);

        new LinearScorer(model).Score(Scored.Rows([float.NaN, 1, 1, float.PositiveInfinity, 1, 1], 2)).Probabilities.ToArray()
            .ShouldBe([float.NaN, float.NaN, float.NaN, float.NaN, 0.5f, 0.5f]);
    }

    private static double Farthest(float[] actual, double[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        var farthest = 0.0;
        for (var i = 0; i < actual.Length; i++)
        {
            // Not by Math.Max alone: what is no number must not pass.
            var off = Math.Abs(actual[i] - expected[i]);
            if (!(off <= farthest)) farthest = off;
        }

        return farthest;
    }
}
