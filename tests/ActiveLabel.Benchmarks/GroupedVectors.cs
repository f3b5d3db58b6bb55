using System.Numerics.Tensors;

namespace ActiveLabel.Benchmarks;

/// <summary>Vectors made up with groups in them, nowhere negative, as a network's are.</summary>
internal static class GroupedVectors
{
    private const int Groups = 24;
    private const int Hidden = 24;

    /// <summary>The same for the same number, whatever else there is.</summary>
    public static void Fill(int number, Span<float> vector)
    {
        var (random, group) = (new Random(number), new Random(-1 - (number % Groups)));
        Span<float> hidden = stackalloc float[Hidden];
        for (var j = 0; j < Hidden; j++) hidden[j] = (2.4f * (group.NextSingle() - 0.5f)) + random.NextSingle() - 0.5f;
        var directions = DirectionsOf(vector.Length);
        for (var j = 0; j < vector.Length; j++)
            vector[j] = Math.Max(0, TensorPrimitives.Dot<float>(hidden, directions.AsSpan(j * Hidden, Hidden)) + (0.3f * (random.NextSingle() - 0.5f)));
    }

    private static float[]? _directions;

    private static float[] DirectionsOf(int length)
    {
        if (_directions is { } known && known.Length == length * Hidden) return known;
        var random = new Random(7);
        return _directions = [.. Enumerable.Range(0, length * Hidden).Select(_ => random.NextSingle() - 0.5f)];
    }
}
