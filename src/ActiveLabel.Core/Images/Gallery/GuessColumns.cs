using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>What one model version says of every image of a project that has a vector.</summary>
internal sealed class GuessColumns
{
    /// <summary>Images scored at a time: with many classes all of their probabilities would be too much.</summary>
    private const int Block = 8_192;

    private readonly ModelVersion _version;
    private readonly Dictionary<long, short> _outputs;

    private GuessColumns(ModelVersion version, int images)
    {
        _version = version;
        _outputs = version.ClassIds.Index().ToDictionary(c => c.Item, c => (short)c.Index);
        Best = new short[images];
        Array.Fill(Best, (short)-1);
        (Confidence, Margin, OfLabel) = (new float[images], new float[images], new float[images]);
    }

    private GuessColumns(GuessColumns other)
    {
        (_version, _outputs, Best, Confidence, Margin) = (other._version, other._outputs, other.Best, other.Confidence, other.Margin);
        OfLabel = [.. other.OfLabel];
    }

    public long VersionId => _version.Id;

    public int VersionNumber => _version.Number;

    public IReadOnlyList<long> ClassIds => _version.ClassIds;

    /// <summary>[n] the output with the highest probability; -1 where an image has no vector.</summary>
    public short[] Best { get; }

    /// <summary>[n] its probability, as people see it: scaled by the version's temperature.</summary>
    public float[] Confidence { get; }

    /// <summary>[n] by how much it is above the next.</summary>
    public float[] Margin { get; }

    /// <summary>[n] the probability of the class that the image is labelled with; 0 where it has none that the model knows.</summary>
    public float[] OfLabel { get; }

    /// <param name="rows">Row of each image's vector by its place; -1 for none.</param>
    /// <param name="labels">[n] class id of each image's answer, or null.</param>
    public static GuessColumns Of(ModelVersion version, long[] rows, IVectorReader reader, long?[] labels, CancellationToken cancel)
    {
        var guesses = new GuessColumns(version, rows.Length);
        guesses.Score([.. Enumerable.Range(0, rows.Length).Where(place => rows[place] >= 0)], rows, reader, labels, cancel);
        return guesses;
    }

    /// <summary>The same with other labels: only those images are scored anew whose label is another.</summary>
    /// <param name="changed">Their places.</param>
    public GuessColumns With(IReadOnlyList<int> changed, long[] rows, IVectorReader reader, long?[] labels, CancellationToken cancel)
    {
        var copy = new GuessColumns(this);
        copy.Score([.. changed.Where(place => rows[place] >= 0)], rows, reader, labels, cancel);
        return copy;
    }

    private void Score(int[] places, long[] rows, IVectorReader reader, long?[] labels, CancellationToken cancel)
    {
        var scorer = _version.Model.CreateScorer();
        foreach (var block in places.Chunk(Block))
        {
            var predictions = scorer.Score(new VectorRows(reader, [.. block.Select(place => rows[place])]), cancel: cancel);
            var probabilities = predictions.Probabilities.ToArray();
            Parallel.For(0, block.Length, i => Keep(block[i], probabilities.AsSpan(i * predictions.ClassCount, predictions.ClassCount), labels[block[i]]));
        }
    }

    private void Keep(int place, Span<float> probabilities, long? label)
    {
        // What a vector that is not finite says is no number.
        if (float.IsNaN(probabilities[0]))
            return;

        TemperatureScaling.Apply(probabilities, _version.Temperature);
        var best = Predictions.Best(probabilities);
        var second = 0f;
        for (var k = 0; k < probabilities.Length; k++)
        {
            if (k != best) second = Math.Max(second, probabilities[k]);
        }

        (Best[place], Confidence[place], Margin[place]) = ((short)best, probabilities[best], probabilities[best] - second);
        OfLabel[place] = label is { } classId && _outputs.TryGetValue(classId, out var output) ? probabilities[output] : 0;
    }
}
