using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Calibration;
using ActiveLabel.Core.Models;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Calibration;

public sealed class TemperatureFitTests
{
    private static readonly int[] Truth = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2];

    private static readonly Predictions TooSure = new(
        new[]
        {
            28, 3, 1, 24, 4, 4, 4, 24, 4, 30, 1, 1, 25, 5, 2, 20, 10, 2, 2, 29, 1, 26, 3, 3,
            2, 28, 2, 1, 30, 1, 24, 4, 4, 3, 25, 4, 6, 20, 6, 1, 1, 30, 5, 22, 5, 2, 26, 4,
            1, 1, 30, 2, 2, 28, 3, 3, 26, 28, 2, 2, 8, 4, 20, 4, 6, 22, 1, 29, 2, 5, 3, 24,
        }.Select(part => part / 32f).ToArray(),
        3);

    /// <summary>
    /// By SciPy and scikit-learn: z = np.log(p); f = lambda t: log_loss(y, np.exp(z / t) / np.exp(z / t).sum(1, keepdims=True));
    /// minimize_scalar(lambda u: f(np.exp(u)), bracket=(-1, 1), tol=1e-14); f(1) is 0.849...
    /// </summary>
    [Fact]
    public void It_is_the_temperature_of_the_least_log_loss()
    {
        var temperature = TemperatureFit.Of(Truth, TooSure);

        temperature.ShouldBe(1.47190404, 1e-6);
        ProbabilityScores.LogLoss(Truth, TooSure).ShouldBe(0.8494997948285999, 1e-6);
        ProbabilityScores.LogLoss(Truth, TemperatureScaling.Apply(TooSure, temperature)).ShouldBe(0.8040129609244584, 1e-6);
    }

    [Fact]
    public void It_undoes_a_temperature()
    {
        var fitted = TemperatureFit.Of(Truth, TooSure);

        TemperatureFit.Of(Truth, TemperatureScaling.Apply(TooSure, fitted)).ShouldBe(1, 1e-4);
        TemperatureFit.Of(Truth, TemperatureScaling.Apply(TooSure, 2)).ShouldBe(fitted / 2, 1e-4);
    }

    [Fact]
    public void Too_few_images_fit_none() =>
        TemperatureFit.Of(Truth[..19], new Predictions(TooSure.Probabilities[..(19 * 3)], 3)).ShouldBe(TemperatureScaling.None);

    [Fact]
    public void Where_all_are_right_none_is_fitted()
    {
        float[] right = [.. Truth.SelectMany(t => Enumerable.Range(0, 3).Select(k => k == t ? 0.6f : 0.2f))];

        TemperatureFit.Of(Truth, new Predictions(right, 3)).ShouldBe(TemperatureScaling.None);
    }

    [Fact]
    public void Where_the_probabilities_say_nothing_none_is_fitted() =>
        TemperatureFit.Of([.. Truth.Select(t => t == 0 ? 0 : 1)], new Predictions(Enumerable.Repeat(0.5f, 48).ToArray(), 2)).ShouldBe(TemperatureScaling.None);

    [Fact]
    public void Where_the_surer_are_the_worse_the_temperature_is_held()
    {
        float[] wrong = [.. Truth.SelectMany(t => Enumerable.Range(0, 3).Select(k => k == (t + 1) % 3 ? 0.8f : 0.1f))];

        TemperatureFit.Of(Truth, new Predictions(wrong, 3)).ShouldBe(TemperatureFit.Most, 1e-9);
    }

    [Fact]
    public void An_image_whose_class_was_impossible_changes_nothing()
    {
        float[] with = [.. TooSure.Probabilities.Span, 1, 0, 0];

        TemperatureFit.Of([.. Truth, 2], new Predictions(with, 3)).ShouldBe(TemperatureFit.Of(Truth, TooSure));
    }
}
