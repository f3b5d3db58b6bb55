using System.Numerics.Tensors;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>
/// The gradients of the loss by the weights, were the model right about each image: (p - e_best) times x, K * d values. They
/// are kept as their two factors, and distances come from those: |u a' - v b'|^2 = |u|^2 |a|^2 + |v|^2 |b|^2 - 2 (u.v) (a.b).
/// </summary>
internal sealed class GradientEmbeddings
{
    private readonly ScaledVectors _vectors;
    private readonly float[] _errors;
    private readonly int _classes;
    private readonly double[] _squares;

    private GradientEmbeddings(ScaledVectors vectors, float[] errors, int classes)
    {
        (_vectors, _errors, _classes) = (vectors, errors, classes);
        _squares = new double[vectors.Count];
        for (var i = 0; i < _squares.Length; i++)
            _squares[i] = (double)TensorPrimitives.SumOfSquares(Error(i)) * TensorPrimitives.SumOfSquares(vectors[i]);
    }

    /// <param name="places">Which of the ranking's images, n.</param>
    /// <param name="scale">[d] of the model.</param>
    public static GradientEmbeddings Of(Ranking ranking, IReadOnlyList<int> places, IReadOnlyList<float> scale)
    {
        var classes = ranking.Pool.ClassCount;
        var errors = new float[places.Count * classes];
        for (var i = 0; i < places.Count; i++)
        {
            var row = errors.AsSpan(i * classes, classes);
            ranking.Probabilities(places[i]).CopyTo(row);
            row[Predictions.Best(row)] -= 1;
        }

        return new GradientEmbeddings(new ScaledVectors(ranking.Pool.Vectors.At(places).ToArray(), scale), errors, classes);
    }

    /// <summary>The image whose gradient is longest, of equal ones the first; -1 where there is no image.</summary>
    public int Longest => TensorPrimitives.IndexOfMax<double>(_squares);

    public float SquaredDistance(int one, int other) => (float)Math.Max(
        0, _squares[one] + _squares[other] - (2.0 * TensorPrimitives.Dot(Error(one), Error(other)) * TensorPrimitives.Dot(_vectors[one], _vectors[other])));

    private ReadOnlySpan<float> Error(int image) => _errors.AsSpan(image * _classes, _classes);
}
