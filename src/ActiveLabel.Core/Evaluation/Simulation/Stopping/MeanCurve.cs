using ActiveLabel.Core.Evaluation.Stopping;

namespace ActiveLabel.Core.Evaluation.Simulation.Stopping;

/// <summary>
/// What a strategy comes to with so many labels: the mean over its replays, and over the rounds within 20 labels. One replay's
/// own curve goes up and down by a point from one round to the next, and would not tell where 50 labels bring less than one.
/// </summary>
internal sealed class MeanCurve
{
    private const int Reach = 20;

    private readonly double[] _labels;
    private readonly double[] _heights;

    /// <param name="replays">At least one. As far as the shortest goes, for pools of several splits may differ by an image.</param>
    public MeanCurve(IReadOnlyList<IReadOnlyList<JudgedRound>> replays)
    {
        var rounds = Enumerable.Range(0, replays.Min(r => r.Count)).ToArray();
        _labels = [.. rounds.Select(i => replays.Average(r => (double)r[i].Labels))];
        double[] means = [.. rounds.Select(i => replays.Average(r => r[i].BalancedAccuracy))];
        _heights = [.. _labels.Select(at => rounds.Where(i => Math.Abs(_labels[i] - at) <= Reach).Average(i => means[i]))];
    }

    public double End => _labels[^1];

    /// <summary>The first round from which on no next labels bring a point; null where the last that can be seen still do.</summary>
    public double? TruePoint
    {
        get
        {
            double[] seen = [.. _labels.Where(l => l + StoppingAdvisor.NextLabels <= End)];
            var last = Array.FindLastIndex(seen, l => At(l + StoppingAdvisor.NextLabels) - At(l) >= StoppingAdvisor.SmallGain);
            return seen.Length == 0 || last == seen.Length - 1 ? null : seen[last + 1];
        }
    }

    /// <summary>Straight between rounds.</summary>
    public double At(double labels)
    {
        var after = Array.FindIndex(_labels, l => l >= labels);
        if (after <= 0)
            return after == 0 ? _heights[0] : _heights[^1];

        var share = (labels - _labels[after - 1]) / (_labels[after] - _labels[after - 1]);
        return _heights[after - 1] + (share * (_heights[after] - _heights[after - 1]));
    }
}
