namespace ActiveLabel.Core.Models;

/// <param name="Class">Place among the model's classes.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct ClassProbability(int Class, float Probability);

public static class TopClasses
{
    /// <summary>The most probable classes, the most probable first; of equals the one that comes first among the classes.</summary>
    /// <param name="probabilities">[K]; what is no number is passed over.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="least">Probability that a class must have.</param>
    public static IReadOnlyList<ClassProbability> Of(ReadOnlySpan<float> probabilities, int most, float least)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var enough = new List<ClassProbability>();
        for (var k = 0; k < probabilities.Length; k++)
        {
            if (probabilities[k] >= least) enough.Add(new ClassProbability(k, probabilities[k]));
        }

        return [.. enough.OrderByDescending(found => found.Probability).ThenBy(found => found.Class).Take(most)];
    }
}
