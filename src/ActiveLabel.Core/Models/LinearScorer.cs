using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models.Scoring;

namespace ActiveLabel.Core.Models;

/// <summary>
/// Probabilities by a linear model, each vector read once. What a vector gets depends neither on the others nor on the
/// number of threads, to the last bit. Safe to use from many threads.
/// </summary>
public sealed class LinearScorer
{
    private readonly BlockScorer _blocks;

    public LinearScorer(LinearModel model)
        : this(model, ScoreKernel.For(model))
    {
    }

    internal LinearScorer(LinearModel model, ScoreKernel kernel)
    {
        (VectorLength, ClassCount) = (model.VectorLength, model.ClassCount);
        _blocks = new BlockScorer(kernel, model.VectorLength);
    }

    public int VectorLength { get; }

    public int ClassCount { get; }

    /// <summary>Probabilities of one vector [d] into [K]; NaN throughout where the vector is not finite.</summary>
    /// <exception cref="ArgumentException">A vector of another length, or not K places.</exception>
    public void Score(ReadOnlySpan<float> vector, Span<float> probabilities)
    {
        CheckLength(vector.Length);
        CheckRoom(1, probabilities.Length);
        using var room = _blocks.Borrow(1);
        _blocks.Score(vector, probabilities, room);
    }

    /// <summary>Probabilities of many vectors into [n, K]; NaN throughout a row whose vector is not finite.</summary>
    /// <param name="threads">At most so many threads; -1 for as many as there are cores.</param>
    /// <exception cref="ArgumentException">Vectors of another length, or not room for n * K values.</exception>
    public void Score(VectorRows vectors, Memory<float> probabilities, int threads = -1, CancellationToken cancel = default)
    {
        if (vectors.Count > 0) CheckLength(vectors.VectorLength);
        CheckRoom(vectors.Count, probabilities.Length);

        var rows = Math.Min(_blocks.Rows, vectors.Count);
        var blocks = rows == 0 ? 0 : ((vectors.Count - 1) / rows) + 1;
        if (threads == 1 || blocks <= 1)
        {
            using var room = _blocks.Borrow(rows);
            for (var block = 0; block < blocks; block++)
            {
                cancel.ThrowIfCancellationRequested();
                Score(block, room);
            }
        }
        else
        {
            Parallel.For(
                0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel },
                () => _blocks.Borrow(rows),
                (block, _, room) =>
                {
                    Score(block, room);
                    return room;
                },
                room => room.Dispose());
        }

        void Score(int block, ScoreRoom room)
        {
            var first = block * rows;
            var count = Math.Min(rows, vectors.Count - first);
            _blocks.Score(vectors, first, probabilities.Span.Slice(first * ClassCount, count * ClassCount), room);
        }
    }

    /// <inheritdoc cref="Score(VectorRows, Memory{float}, int, CancellationToken)"/>
    public Predictions Score(VectorRows vectors, int threads = -1, CancellationToken cancel = default)
    {
        var probabilities = new float[checked(vectors.Count * ClassCount)];
        Score(vectors, probabilities, threads, cancel);
        return new Predictions(probabilities, ClassCount);
    }

    private void CheckLength(int length)
    {
        if (length != VectorLength)
            throw new ArgumentException($"The model is for vectors of {VectorLength} values, not {length}.", nameof(length));
    }

    private void CheckRoom(int count, int places)
    {
        if (places != (long)count * ClassCount)
            throw new ArgumentException($"{places} places for {count} x {ClassCount} probabilities.", nameof(places));
    }
}
