namespace ActiveLabel.Core.Evaluation;

/// <summary>Counts of images by true and predicted class, and the figures that follow from them.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;
    private readonly int[] _truths;
    private readonly int[] _predictions;

    /// <param name="truth">[n] zero-based classes.</param>
    /// <param name="predicted">[n] zero-based classes.</param>
    /// <exception cref="ArgumentException">The two differ in length, or a class is not below <paramref name="classCount"/>.</exception>
    public ConfusionMatrix(IReadOnlyList<int> truth, IReadOnlyList<int> predicted, int classCount)
    {
        if (truth.Count != predicted.Count)
            throw new ArgumentException($"{truth.Count} truths cannot be compared with {predicted.Count} predictions.", nameof(predicted));

        ClassCount = classCount;
        _counts = new int[classCount * classCount];
        _truths = new int[classCount];
        _predictions = new int[classCount];
        for (var i = 0; i < truth.Count; i++)
        {
            if ((uint)truth[i] >= (uint)classCount || (uint)predicted[i] >= (uint)classCount)
                throw new ArgumentException($"Image {i} has the classes {truth[i]} and {predicted[i]}, of {classCount} from 0.", nameof(truth));

            _counts[(truth[i] * classCount) + predicted[i]]++;
            _truths[truth[i]]++;
            _predictions[predicted[i]]++;
        }

        Count = truth.Count;
    }

    public int ClassCount { get; }

    /// <summary>Images in all.</summary>
    public int Count { get; }

    public int this[int truth, int predicted] => _counts[(truth * ClassCount) + predicted];

    /// <summary>Share of images predicted right; 0 where there are none.</summary>
    public double Accuracy => Share(Enumerable.Range(0, ClassCount).Sum(k => this[k, k]), Count);

    /// <summary>Mean recall over the classes that have images (Brodersen et al. 2010).</summary>
    public double BalancedAccuracy => MeanOverPresent(Recall);

    /// <summary>
    /// Standard error of <see cref="BalancedAccuracy"/>, sqrt(sum of r(1 - r)/n) / classes over the classes that have images;
    /// r is the recall with one hit and one miss added, so that a class that is all right is not held to be certain. 0 without images.
    /// </summary>
    public double BalancedAccuracyError
    {
        get
        {
            int[] present = [.. Enumerable.Range(0, ClassCount).Where(k => _truths[k] > 0)];
            return present.Length == 0 ? 0 : Math.Sqrt(present.Sum(VarianceOfRecall)) / present.Length;
        }
    }

    /// <summary>Mean F1 over the classes that have images (Sokolova, Lapalme 2009, the mean of the classes' F1).</summary>
    public double MacroF1 => MeanOverPresent(F1);

    /// <summary>Images of that class.</summary>
    public int Support(int truth) => _truths[truth];

    /// <summary>Of the images of that class, the share predicted as such, TP / (TP + FN); 0 where there are none.</summary>
    public double Recall(int k) => Share(this[k, k], _truths[k]);

    /// <summary>Images predicted as that class, right or wrong.</summary>
    public int Predicted(int k) => _predictions[k];

    /// <summary>Of the images predicted as that class, the share that are, TP / (TP + FP); 0 where none is.</summary>
    public double Precision(int k) => Share(this[k, k], _predictions[k]);

    /// <summary>Harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); 0 where the class is neither there nor predicted.</summary>
    public double F1(int k) => Share(2 * this[k, k], _truths[k] + _predictions[k]);

    /// <returns>[K][K], rows truth, columns predicted.</returns>
    public IReadOnlyList<IReadOnlyList<int>> ToRows() =>
        [.. Enumerable.Range(0, ClassCount).Select(t => (IReadOnlyList<int>)[.. Enumerable.Range(0, ClassCount).Select(p => this[t, p])])];

    private double VarianceOfRecall(int k)
    {
        var recall = (this[k, k] + 1.0) / (_truths[k] + 2);
        return recall * (1 - recall) / _truths[k];
    }

    private double MeanOverPresent(Func<int, double> figure) =>
        Enumerable.Range(0, ClassCount).Where(k => _truths[k] > 0).Select(figure).DefaultIfEmpty(0).Average();

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
