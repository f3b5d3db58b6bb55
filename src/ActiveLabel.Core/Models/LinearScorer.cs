using System.Numerics.Tensors;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Models;

/// <summary>Probabilities by a linear model, each vector read once. Safe to use from many threads.</summary>
public sealed class LinearScorer
{
    /// <summary>Rows that one thread takes at a time: enough to make the hand-over cheap, few enough to share out evenly.</summary>
    private const int BlockRows = 256;

    private readonly float[][] _weights;
    private readonly float[] _bias;

    public LinearScorer(LinearModel model)
    {
        VectorLength = model.VectorLength;
        _bias = [.. model.Bias];
        _weights = new float[model.ClassCount][];
        for (var k = 0; k < model.ClassCount; k++)
        {
            // The scale belongs to the column, so it can be folded into the weights once instead of into every vector.
            _weights[k] = new float[VectorLength];
            for (var j = 0; j < VectorLength; j++)
            {
                _weights[k][j] = model.Weights[(k * VectorLength) + j] * model.Scale[j];
            }
        }
    }

    public int VectorLength { get; }

    public int ClassCount => _bias.Length;

    /// <summary>Probabilities of one vector [d] into [K]; NaN throughout where the vector is not finite.</summary>
    public void Score(ReadOnlySpan<float> vector, Span<float> probabilities)
    {
        for (var k = 0; k < _weights.Length; k++)
        {
            probabilities[k] = TensorPrimitives.Dot(vector, _weights[k]) + _bias[k];
        }

        // Softmax of what is left after the greatest is taken off: e^0 at most, so that nothing overflows.
        TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<float>(probabilities), probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        TensorPrimitives.Divide(probabilities, TensorPrimitives.Sum<float>(probabilities), probabilities);
    }

    /// <summary>Probabilities of many vectors into [n, K]. The result does not depend on the number of threads.</summary>
    /// <param name="threads">At most so many threads; -1 for as many as there are cores.</param>
    /// <exception cref="ArgumentException">Vectors of another length, or not room for n * K values.</exception>
    public void Score(VectorRows vectors, Memory<float> probabilities, int threads = -1, CancellationToken cancel = default)
    {
        if (vectors.Count > 0 && vectors.VectorLength != VectorLength)
            throw new ArgumentException($"The model is for vectors of {VectorLength} values, not {vectors.VectorLength}.", nameof(vectors));
        if (probabilities.Length != vectors.Count * ClassCount)
            throw new ArgumentException($"{probabilities.Length} places for {vectors.Count} x {ClassCount} probabilities.", nameof(probabilities));

        var blocks = (vectors.Count + BlockRows - 1) / BlockRows;
        if (threads == 1)
        {
            for (var block = 0; block < blocks; block++)
            {
                cancel.ThrowIfCancellationRequested();
                ScoreBlock(block);
            }
        }
        else
        {
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, ScoreBlock);
        }

        void ScoreBlock(int block)
        {
            var values = probabilities.Span;
            var scratch = new float[VectorLength];
            for (var i = block * BlockRows; i < Math.Min(vectors.Count, (block + 1) * BlockRows); i++)
            {
                Score(vectors.Row(i, scratch), values.Slice(i * ClassCount, ClassCount));
            }
        }
    }

    /// <inheritdoc cref="Score(VectorRows, Memory{float}, int, CancellationToken)"/>
    public Predictions Score(VectorRows vectors, int threads = -1, CancellationToken cancel = default)
    {
        var probabilities = new float[vectors.Count * ClassCount];
        Score(vectors, probabilities, threads, cancel);
        return new Predictions(probabilities, ClassCount);
    }
}
