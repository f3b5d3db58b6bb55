namespace ActiveLabel.Core.Models;

/// <summary>
/// Makes a model's probabilities as sure as it is right: softmax(z / T) instead of softmax(z), with one temperature T for
/// all classes (Guo, Pleiss, Sun, Weinberger 2017, "On calibration of modern neural networks", 4.2). Above 1 they become
/// less sure, below 1 surer. The order of the classes, and so the class that is predicted, stays.
/// </summary>
public static class TemperatureScaling
{
    /// <summary>The temperature that changes nothing.</summary>
    public const double None = 1;

    /// <summary>
    /// In place, p(k)^(1/T) / sum over j of p(j)^(1/T), which is softmax(z / T) since ln p is z but for a constant. A
    /// probability of 0 stays 0; what is no number stays none.
    /// </summary>
    /// <param name="probabilities">[K] that sum to one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A temperature that is not above 0.</exception>
    public static void Apply(Span<float> probabilities, double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is above 0.");
        if (temperature == None || probabilities.IsEmpty)
            return;

        var best = Predictions.Best(probabilities);
        // By the greatest, so that it does not vanish: 1 at most, and 1 for the class that is predicted.
        double greatest = probabilities[best];
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            sum += Math.Pow(p / greatest, 1 / temperature);
        }

        foreach (ref var p in probabilities)
        {
            p = (float)(Math.Pow(p / greatest, 1 / temperature) / sum);
        }

        // Two that differed in their last digit may be equal now, and of equals the first is predicted.
        if (Predictions.Best(probabilities) != best)
            probabilities[best] = MathF.BitIncrement(probabilities[best]);
    }

    /// <summary>All rows of a copy.</summary>
    /// <inheritdoc cref="Apply(Span{float}, double)" path="/exception"/>
    public static Predictions Apply(Predictions predictions, double temperature)
    {
        if (temperature == None)
            return predictions;

        var scaled = predictions.Probabilities.ToArray();
        for (var i = 0; i < predictions.Count; i++)
        {
            Apply(scaled.AsSpan(i * predictions.ClassCount, predictions.ClassCount), temperature);
        }

        return new Predictions(scaled, predictions.ClassCount);
    }
}
