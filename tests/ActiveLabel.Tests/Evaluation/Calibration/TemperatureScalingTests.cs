using ActiveLabel.Core.Models;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Calibration;

public sealed class TemperatureScalingTests
{
    private static readonly Gen<float[]> Logits = Gen.Float[-30, 30].Array[1, 9];

    [Fact]
    public void It_is_the_softmax_of_the_scores_by_the_temperature() => Gen.Select(Logits, Gen.Double[0.1, 10]).Sample((logits, temperature) =>
    {
        var scaled = Softmax(logits, 1);
        TemperatureScaling.Apply(scaled, temperature);

        scaled.ShouldBe(Softmax(logits, temperature), 1e-5);
        scaled.Sum().ShouldBe(1, 1e-5);
    });

    [Fact]
    public void The_predicted_class_stays() => Gen.Select(Gen.Float[0, 1e-6f].Array[2, 9], Gen.Double[0.1, 10]).Sample((near, temperature) =>
    {
        // Scores so close that rounding makes some of them equal.
        var probabilities = Softmax(near, 1);
        var before = Predictions.Best(probabilities);

        TemperatureScaling.Apply(probabilities, temperature);

        Predictions.Best(probabilities).ShouldBe(before);
    });

    [Fact]
    public void Two_that_rounding_would_make_equal_keep_their_order()
    {
        var second = MathF.BitIncrement(0.5f);
        float[] probabilities = [0.5f, second];

        TemperatureScaling.Apply(probabilities, 10);

        probabilities[1].ShouldBeGreaterThan(probabilities[0]);
    }

    [Fact]
    public void Certainty_stays_certain_and_the_impossible_impossible()
    {
        float[] probabilities = [0, 1, 0];

        TemperatureScaling.Apply(probabilities, 3);

        probabilities.ShouldBe([0, 1, 0]);
    }

    [Fact]
    public void One_changes_nothing()
    {
        var predictions = new Predictions(new[] { 0.3f, 0.7f }, 2);

        TemperatureScaling.Apply(predictions, TemperatureScaling.None).ShouldBeSameAs(predictions);
        TemperatureScaling.Apply(predictions, 2)[0].ToArray().ShouldBe([0.3956f, 0.6044f], 1e-4);
        predictions[0].ToArray().ShouldBe([0.3f, 0.7f]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_temperature_is_refused(double temperature) =>
        Should.Throw<ArgumentOutOfRangeException>(() => TemperatureScaling.Apply(new float[] { 1 }, temperature));

    private static float[] Softmax(float[] logits, double temperature)
    {
        double[] powers = [.. logits.Select(z => Math.Exp((z - (double)logits.Max()) / temperature))];
        return [.. powers.Select(p => (float)(p / powers.Sum()))];
    }
}
