namespace ActiveLabel.Core.Models;

/// <summary>What a training makes: it tells the classes of a vector. Immutable.</summary>
/// <param name="VectorLength">Features of one vector, d.</param>
/// <param name="ClassCount">Classes, K, also counting those that no training row had: their probability is 0.</param>
/// <param name="Scale">[d] factor that brings each column of the training rows into -1 to 1; 0 for one that never changes.</param>
public abstract record Classifier(int VectorLength, int ClassCount, IReadOnlyList<float> Scale)
{
    /// <summary>Numbers that it is made of, four bytes each.</summary>
    public abstract long Values { get; }

    /// <summary>Made once for many vectors: it lays the model out for the processor.</summary>
    public abstract Scorer CreateScorer();
}
