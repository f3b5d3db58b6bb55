using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Intervals;

/// <summary>
/// The figures of an evaluation over resamples of its images. A resample is how often each image was drawn, so that all
/// that belongs to one image is worked out once: its losses, its bin, its cell of the confusion matrix, and its place
/// among the scores of each class.
/// </summary>
internal sealed class ResampledFigures
{
    public const int Accuracy = 0, BalancedAccuracy = 1, MacroF1 = 2, LogLoss = 3, Brier = 4, CalibrationError = 5;

    /// <summary>Offsets from <see cref="OfClass"/>.</summary>
    public const int Precision = 0, Recall = 1, F1 = 2, Auc = 3, AveragePrecision = 4;

    private const int Overall = 6, PerClass = 5;

    private readonly int _classes;
    private readonly int _count;
    private readonly int[] _cell;
    private readonly double[] _loss;
    private readonly double[] _brier;
    private readonly (int Bin, double Gap)[] _calibration;
    private readonly int[][] _members;
    private readonly RankedScores?[] _ranked;

    public ResampledFigures(EvaluationResult result)
    {
        var (truth, predictions) = (result.Truth, result.Predictions);
        (_classes, _count) = (predictions.ClassCount, truth.Count);
        _cell = [.. truth.Select((t, i) => (t * _classes) + predictions.Best(i))];
        _loss = [.. truth.Select((t, i) => ProbabilityScores.LogLoss(t, predictions[i]))];
        _brier = [.. truth.Select((t, i) => ProbabilityScores.Brier(t, predictions[i]))];
        _calibration = [.. truth.Select((t, i) => ProbabilityScores.CalibrationGap(t, predictions, i, ProbabilityScores.CalibrationBins))];
        _members = [.. Enumerable.Range(0, _classes).Select(k => Enumerable.Range(0, _count).Where(i => truth[i] == k).ToArray())];
        _ranked = [.. Enumerable.Range(0, _classes).Select(k => _members[k].Length == 0 ? null : new RankedScores(truth, predictions, k))];
    }

    /// <summary>Where the figures of a class begin.</summary>
    public static int OfClass(int k) => Overall + (PerClass * k);

    /// <returns>[figures][resamples]; NaN where a figure has no meaning in a resample.</returns>
    public double[][] Draw(int resamples, int seed)
    {
        var figures = new double[Overall + (PerClass * _classes)][];
        foreach (ref var values in figures.AsSpan())
        {
            values = new double[resamples];
        }

        Parallel.For(0, resamples, BackgroundThreads.Loop(), () => new int[_count], (number, _, drawn) =>
        {
            Weigh(seed, number, drawn);
            Compute(drawn, number, figures);
            return drawn;
        }, _ => { });
        return figures;
    }

    /// <summary>How often each image is drawn in one resample: of each class as many as it has, with replacement.</summary>
    internal void Weigh(int seed, int number, Span<int> drawn)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        drawn.Clear();
        foreach (var members in _members)
        {
            for (var i = 0; i < members.Length; i++)
            {
                drawn[members[random.Next(members.Length)]]++;
            }
        }
    }

    private void Compute(ReadOnlySpan<int> drawn, int number, double[][] to)
    {
        Span<int> cells = new int[_classes * _classes];
        Span<double> gaps = stackalloc double[ProbabilityScores.CalibrationBins];
        gaps.Clear();
        var (loss, brier) = (0.0, 0.0);
        for (var i = 0; i < drawn.Length; i++)
        {
            var times = drawn[i];
            if (times == 0)
                continue;

            cells[_cell[i]] += times;
            loss += times * _loss[i];
            brier += times * _brier[i];
            var (bin, gap) = _calibration[i];
            gaps[bin] += times * gap;
        }

        var calibration = 0.0;
        foreach (var gap in gaps)
        {
            calibration += Math.Abs(gap);
        }

        to[LogLoss][number] = loss / _count;
        to[Brier][number] = brier / _count;
        to[CalibrationError][number] = calibration / _count;
        Count(cells, number, to);
        for (var k = 0; k < _classes; k++)
        {
            var (auc, precision) = _ranked[k]?.Areas(drawn) ?? (double.NaN, double.NaN);
            to[OfClass(k) + Auc][number] = auc;
            to[OfClass(k) + AveragePrecision][number] = precision;
        }
    }

    /// <summary>The figures that follow from the confusion matrix, as in <see cref="ConfusionMatrix"/>.</summary>
    private void Count(ReadOnlySpan<int> cells, int number, double[][] to)
    {
        var (right, present, recalls, f1s) = (0, 0, 0.0, 0.0);
        for (var k = 0; k < _classes; k++)
        {
            var (hits, predicted, support) = (cells[(k * _classes) + k], 0, _members[k].Length);
            for (var t = 0; t < _classes; t++)
            {
                predicted += cells[(t * _classes) + k];
            }

            var recall = (double)hits / support;
            var f1 = 2.0 * hits / (support + predicted);
            to[OfClass(k) + Precision][number] = (double)hits / predicted;
            to[OfClass(k) + Recall][number] = recall;
            to[OfClass(k) + F1][number] = f1;
            right += hits;
            if (support == 0)
                continue;

            present++;
            recalls += recall;
            f1s += f1;
        }

        to[Accuracy][number] = (double)right / _count;
        to[BalancedAccuracy][number] = recalls / present;
        to[MacroF1][number] = f1s / present;
    }
}
