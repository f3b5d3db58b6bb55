namespace ActiveLabel.Core.Models;

/// <summary>
/// A multinomial logistic regression over scaled features:
/// p(k | x) = softmax_k(Bias[k] + sum_j Weights[k, j] * Scale[j] * x[j]). Immutable.
/// </summary>
/// <param name="VectorLength">Features of one vector, d.</param>
/// <param name="ClassCount">Classes, K. A class that no training row had carries the bias minus infinity: its probability is 0.</param>
/// <param name="Scale">[d] factor of each column.</param>
/// <param name="Weights">[K, d] row-major, for scaled features.</param>
/// <param name="Bias">[K].</param>
public sealed record LinearModel(int VectorLength, int ClassCount, IReadOnlyList<float> Scale, IReadOnlyList<float> Weights, IReadOnlyList<float> Bias)
    : Classifier(VectorLength, ClassCount, Scale)
{
    public override long Values => VectorLength + ((long)VectorLength * ClassCount) + ClassCount;

    public override Scorer CreateScorer() => new LinearScorer(this);
}
