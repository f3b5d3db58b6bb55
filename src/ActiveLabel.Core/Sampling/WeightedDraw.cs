namespace ActiveLabel.Core.Sampling;

/// <summary>One of many, each as likely as its weight.</summary>
internal static class WeightedDraw
{
    /// <param name="weights">Those not above 0 are never drawn.</param>
    /// <returns>-1 where no weight is above 0.</returns>
    public static int Of(ReadOnlySpan<float> weights, Random random)
    {
        var total = 0.0;
        foreach (var weight in weights) total += Math.Max(weight, 0);
        if (!(total > 0))
            return -1;

        var left = random.NextDouble() * total;
        var last = -1;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > 0))
                continue;

            (last, left) = (i, left - weights[i]);
            if (left < 0)
                break;
        }

        return last;
    }
}
