using ActiveLabel.Core.Models;

namespace ActiveLabel.Learning.Softmax;

/// <summary>What is to be known of guessed shares before they can be learnt from.</summary>
internal static class Guesses
{
    /// <summary>Room for what floats lose in a sum of many shares.</summary>
    private const double Slack = 1e-3;

    /// <exception cref="ArgumentException">Lengths that do not fit, shares that are negative or do not sum to 1, a weight that is negative or not finite.</exception>
    public static void Check(SoftLabels guesses, TrainingSet set)
    {
        if (guesses.Features.Length != (long)guesses.Count * set.VectorLength)
            throw new ArgumentException($"{guesses.Features.Length} values are not {guesses.Count} guessed rows of {set.VectorLength}.", nameof(guesses));
        if (guesses.Shares.Length != (long)guesses.Count * set.ClassCount)
            throw new ArgumentException($"{guesses.Shares.Length} shares are not {guesses.Count} guessed rows of {set.ClassCount} classes.", nameof(guesses));

        for (var i = 0; i < guesses.Count; i++)
        {
            var weight = guesses.Weights.Span[i];
            if (!(weight >= 0) || !float.IsFinite(weight))
                throw new ArgumentException($"The weight of guessed row {i} (from 0) is {weight}: it must be a finite number from 0 on.", nameof(guesses));

            var sum = 0.0;
            foreach (var share in guesses.Shares.Span.Slice(i * set.ClassCount, set.ClassCount))
            {
                // A share that is not a number makes a sum that is none.
                sum += share >= 0 ? share : double.NaN;
            }

            if (!(Math.Abs(sum - 1) <= Slack))
                throw new ArgumentException($"The shares of guessed row {i} (from 0) must be 0 or more and sum to 1.", nameof(guesses));
        }
    }

    /// <summary>The classes of which a guessed row that counts has a share.</summary>
    public static IEnumerable<int> Classes(TrainingSet set)
    {
        var sums = Sums(set, counting: true);
        return Enumerable.Range(0, set.ClassCount).Where(c => sums[c] > 0);
    }

    /// <summary>[K] the sum of the guessed shares of each class.</summary>
    /// <param name="counting">Only of rows that weigh something.</param>
    public static double[] Sums(TrainingSet set, bool counting = false)
    {
        var sums = new double[set.ClassCount];
        for (var i = 0; i < (set.Guesses?.Count ?? 0); i++)
        {
            if (counting && set.Guesses!.Weights.Span[i] <= 0) continue;
            for (var c = 0; c < sums.Length; c++)
            {
                sums[c] += set.Guesses!.Shares.Span[(i * sums.Length) + c];
            }
        }

        return sums;
    }
}
