using System.Buffers;

namespace ActiveLabel.Core.Models.Scoring;

/// <summary>What one thread needs to score blocks of vectors, borrowed for as long as it does.</summary>
internal readonly struct ScoreRoom : IDisposable
{
    private readonly float[] _values;
    private readonly int _padded;
    private readonly int _scores;

    /// <param name="vectors">Vectors to hold.</param>
    /// <param name="length">Values that are written to each of them.</param>
    /// <param name="rows">Vectors of a block at most.</param>
    public ScoreRoom(ScoreKernel kernel, int vectors, int length, int rows)
    {
        _padded = kernel.PaddedLength;
        _scores = vectors * _padded;
        _values = ArrayPool<float>.Shared.Rent(_scores + (((kernel.TileCount * ScoreKernel.TileClasses) + 2) * Stride(rows)));
        if (length == _padded) return;
        // The zeros after a short vector stay, whatever is written before them.
        _values.AsSpan(0, _scores).Clear();
    }

    /// <returns>[padded length].</returns>
    public Span<float> Vector(int place) => _values.AsSpan(place * _padded, _padded);

    /// <returns>[length] at least.</returns>
    public Span<float> Scores(int length) => _values.AsSpan(_scores, length);

    /// <summary>From one class's scores to the next's, in a block of so many vectors.</summary>
    public static int Stride(int rows) => (rows + Softmax.Multiple - 1) / Softmax.Multiple * Softmax.Multiple;

    public void Dispose() => ArrayPool<float>.Shared.Return(_values);
}
