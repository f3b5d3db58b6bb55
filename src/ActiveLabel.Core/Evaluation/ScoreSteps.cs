namespace ActiveLabel.Core.Evaluation;

/// <summary>Images of one class against the rest, gone through from the highest score down.</summary>
internal static class ScoreSteps
{
    /// <summary>One step for each different score, so that no order among equal ones matters: how many images have at least this score, of the class and of the rest.</summary>
    /// <param name="scores">[n] not NaN.</param>
    /// <param name="isPositive">[n] whether the image is of the class.</param>
    public static IEnumerable<(int Hits, int Alarms, float Threshold)> Of(IReadOnlyList<float> scores, IReadOnlyList<bool> isPositive)
    {
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i])];
        var hits = 0;
        for (var at = 0; at < order.Length; at++)
        {
            if (isPositive[order[at]])
                hits++;

            var score = scores[order[at]];
            if (at == order.Length - 1 || scores[order[at + 1]] < score)
                yield return (hits, at + 1 - hits, score);
        }
    }
}
