using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>
/// How often images with one label belong to another class, from what models that they did not train say of them: the
/// confident joint of C. Northcutt, L. Jiang and I. Chuang, "Confident learning: estimating uncertainty in dataset labels",
/// Journal of Artificial Intelligence Research 70 (2021), 3.1.
/// </summary>
public sealed class ConfidentJoint
{
    private readonly int[] _counts;
    private readonly double[] _joint;

    private ConfidentJoint(int classCount, int count, double[] thresholds, int[] counts, double[] joint) =>
        (ClassCount, Count, Thresholds, _counts, _joint) = (classCount, count, thresholds, counts, joint);

    /// <summary>K.</summary>
    public int ClassCount { get; }

    /// <summary>Images in all.</summary>
    public int Count { get; }

    /// <summary>
    /// [K] t_j, the mean probability of class j over the images labelled j: what a model is as sure of counts as j. Infinite
    /// for a class that no image is labelled as.
    /// </summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>
    /// Images labelled <paramref name="given"/> that count as <paramref name="likely"/>: the most probable of the classes
    /// whose thresholds they reach (equation 1). An image that reaches none counts nowhere.
    /// </summary>
    public int this[int given, int likely] => _counts[(given * ClassCount) + likely];

    /// <summary>
    /// Estimated share of all images that are labelled <paramref name="given"/> and belong to <paramref name="likely"/>:
    /// the counts of each label, brought to the share that it has (equation 3). They sum to one. A label none of whose
    /// images counts anywhere is taken to be right.
    /// </summary>
    public double Share(int given, int likely) => _joint[(given * ClassCount) + likely];

    /// <summary>Estimated number of images labelled so that belong to another class.</summary>
    public double Wrong(int given) => Count * Others(given).Sum(k => Share(given, k));

    /// <summary>Images that count as another class than they are labelled.</summary>
    public int OffDiagonal => Enumerable.Range(0, ClassCount).Sum(given => Others(given).Sum(k => this[given, k]));

    /// <summary>Estimated number of wrong labels in all.</summary>
    public double ExpectedErrors => Enumerable.Range(0, ClassCount).Sum(Wrong);

    /// <param name="given">[n] zero-based labels.</param>
    /// <param name="predictions">[n, K] by models that none of these images trained.</param>
    /// <exception cref="ArgumentException">The counts differ, or a label is not below K.</exception>
    public static ConfidentJoint Of(IReadOnlyList<int> given, Predictions predictions)
    {
        if (given.Count != predictions.Count)
            throw new ArgumentException($"{given.Count} labels and {predictions.Count} predictions do not belong together.", nameof(predictions));

        var classCount = predictions.ClassCount;
        if (given.Any(k => (uint)k >= (uint)classCount))
            throw new ArgumentException($"A label is none of {classCount} classes from 0.", nameof(given));

        var thresholds = FindThresholds(given, predictions);
        var counts = new int[classCount * classCount];
        for (var i = 0; i < given.Count; i++)
        {
            if (Likely(predictions[i], thresholds) is { } likely)
                counts[(given[i] * classCount) + likely]++;
        }

        return new ConfidentJoint(classCount, given.Count, thresholds, counts, Calibrate(counts, given, classCount));
    }

    /// <summary>The class that an image counts as, or null where it reaches no threshold.</summary>
    /// <param name="probabilities">[K].</param>
    public int? Likely(ReadOnlySpan<float> probabilities) => Likely(probabilities, Thresholds);

    private static int? Likely(ReadOnlySpan<float> probabilities, IReadOnlyList<double> thresholds)
    {
        int? likely = null;
        for (var k = 0; k < probabilities.Length; k++)
        {
            if (probabilities[k] >= thresholds[k] && (likely is null || probabilities[k] > probabilities[likely.Value]))
                likely = k;
        }

        return likely;
    }

    private static double[] FindThresholds(IReadOnlyList<int> given, Predictions predictions)
    {
        var (sums, sizes) = (new double[predictions.ClassCount], new int[predictions.ClassCount]);
        foreach (var (i, k) in given.Index())
        {
            sums[k] += predictions[i][k];
            sizes[k]++;
        }

        return [.. sums.Zip(sizes, (sum, size) => size == 0 ? double.PositiveInfinity : sum / size)];
    }

    private static double[] Calibrate(int[] counts, IReadOnlyList<int> given, int classCount)
    {
        var joint = new double[counts.Length];
        foreach (var (label, size) in given.CountBy(k => k))
        {
            var row = counts.AsSpan(label * classCount, classCount);
            var counted = 0;
            foreach (var count in row)
            {
                counted += count;
            }

            for (var k = 0; k < classCount; k++)
            {
                var share = counted > 0 ? (double)row[k] / counted : k == label ? 1 : 0;
                joint[(label * classCount) + k] = share * size / given.Count;
            }
        }

        return joint;
    }

    private IEnumerable<int> Others(int given) => Enumerable.Range(0, ClassCount).Where(k => k != given);
}
