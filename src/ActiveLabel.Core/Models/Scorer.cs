using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Models;

/// <summary>
/// Probabilities by a model, each vector read once. What a vector gets depends neither on the others nor on the number of
/// threads, to the last bit. Safe to use from many threads.
/// </summary>
public abstract class Scorer
{
    private protected Scorer(Classifier model) => (VectorLength, ClassCount) = (model.VectorLength, model.ClassCount);

    public int VectorLength { get; }

    public int ClassCount { get; }

    /// <summary>Probabilities of one vector [d] into [K]; NaN throughout where the vector is not finite.</summary>
    /// <exception cref="ArgumentException">A vector of another length, or not K places.</exception>
    public abstract void Score(ReadOnlySpan<float> vector, Span<float> probabilities);

    /// <summary>Probabilities of many vectors into [n, K]; NaN throughout a row whose vector is not finite.</summary>
    /// <param name="threads">At most so many threads; -1 for as many as there are cores.</param>
    /// <exception cref="ArgumentException">Vectors of another length, or not room for n * K values.</exception>
    public abstract void Score(VectorRows vectors, Memory<float> probabilities, int threads = -1, CancellationToken cancel = default);

    /// <inheritdoc cref="Score(VectorRows, Memory{float}, int, CancellationToken)"/>
    public Predictions Score(VectorRows vectors, int threads = -1, CancellationToken cancel = default)
    {
        var probabilities = new float[checked(vectors.Count * ClassCount)];
        Score(vectors, probabilities, threads, cancel);
        return new Predictions(probabilities, ClassCount);
    }

    private protected void CheckLength(int length)
    {
        if (length != VectorLength)
            throw new ArgumentException($"The model is for vectors of {VectorLength} values, not {length}.", nameof(length));
    }

    private protected void CheckRoom(int count, int places)
    {
        if (places != (long)count * ClassCount)
            throw new ArgumentException($"{places} places for {count} x {ClassCount} probabilities.", nameof(places));
    }
}
