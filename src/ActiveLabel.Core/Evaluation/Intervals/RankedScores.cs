using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Intervals;

/// <summary>The images in falling order of their score for one class: sorted once, walked for every resample.</summary>
internal sealed class RankedScores
{
    private const int LastOfEquals = 1, Positive = 2, Shift = 2;

    /// <summary>[n] the image's place, then whether it is of the class, then whether the next one has a lower score.</summary>
    private readonly int[] _codes;

    public RankedScores(IReadOnlyList<int> truth, Predictions predictions, int k)
    {
        float[] scores = [.. Enumerable.Range(0, truth.Count).Select(i => predictions[i][k])];
        int[] order = [.. Enumerable.Range(0, truth.Count).OrderByDescending(i => scores[i])];
        _codes =
        [
            .. order.Select((i, at) => (i << Shift)
                | (truth[i] == k ? Positive : 0)
                | (at == order.Length - 1 || scores[order[at + 1]] < scores[i] ? LastOfEquals : 0)),
        ];
    }

    /// <summary>Area under the ROC curve (NaN where all images are of the class) and average precision of a resample.</summary>
    /// <param name="drawn">[n] how often each image was drawn.</param>
    public (double Auc, double AveragePrecision) Areas(ReadOnlySpan<int> drawn)
    {
        long hits = 0, alarms = 0, hitsBefore = 0, alarmsBefore = 0, twiceArea = 0;
        var precision = 0.0;
        foreach (var code in _codes)
        {
            var times = drawn[code >> Shift];
            var positive = (code & Positive) >> 1;
            hits += times * positive;
            alarms += times * (1 - positive);
            if ((code & LastOfEquals) == 0)
                continue;

            twiceArea += (alarms - alarmsBefore) * (hits + hitsBefore);
            if (hits > hitsBefore)
                precision += (hits - hitsBefore) * (hits / (double)(hits + alarms));

            (hitsBefore, alarmsBefore) = (hits, alarms);
        }

        return (twiceArea / (2.0 * hits * alarms), precision / hits);
    }
}
