using System.Runtime.CompilerServices;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Models.Scoring;

/// <summary>Probabilities of vectors that follow one another. What a vector gets does not depend on the others of its block.</summary>
internal sealed class BlockScorer
{
    /// <summary>Rows that one thread takes at a time: enough to make the hand-over cheap, few enough to share out evenly.</summary>
    private const int MostRows = 256;

    /// <summary>32 KiB of weights: as much as stays in the cache next to a processor while vectors pass by.</summary>
    private const int NearWeights = 8 * 1024;

    /// <summary>256 KiB of vectors: as much as stays in the second cache while all classes pass by.</summary>
    private const int NearVectors = 64 * 1024;

    private readonly ScoreKernel _kernel;
    private readonly int _length;

    /// <summary>
    /// Few classes pass by each pair of vectors, wherever it lies. Many pass by a block of vectors that is copied (or
    /// widened from 16 bits) once: or each pair would fetch all weights from afar again.
    /// </summary>
    private readonly bool _copies;

    public BlockScorer(ScoreKernel kernel, int vectorLength)
    {
        (_kernel, _length) = (kernel, vectorLength);
        var padded = kernel.PaddedLength;
        _copies = padded > vectorLength || (kernel.TileCount > 1 && kernel.TileCount * ScoreKernel.TileClasses * padded > NearWeights);
        Rows = _copies ? Math.Clamp(NearVectors / padded / Softmax.Multiple * Softmax.Multiple, Softmax.Multiple, MostRows) : MostRows;
    }

    /// <summary>Vectors of a block at most.</summary>
    public int Rows { get; }

    /// <param name="rows">Vectors of a block at most, up to <see cref="Rows"/>.</param>
    public ScoreRoom Borrow(int rows) => new(_kernel, vectors: _copies ? rows : 2, _length, rows);

    /// <param name="first">Place of the block's first vector.</param>
    /// <param name="probabilities">[n, K] of the block.</param>
    // What the runtime makes of this by watching it run took more than twice the time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Score(VectorRows vectors, int first, Span<float> probabilities, ScoreRoom room)
    {
        var count = probabilities.Length / _kernel.ClassCount;
        var stride = ScoreRoom.Stride(count);
        var scores = Scores(room, stride);
        if (_copies)
        {
            for (var i = 0; i < count; i++)
            {
                var place = room.Vector(i)[.._length];
                var row = vectors.Row(first + i, place);
                if (row != place) row.CopyTo(place);
            }

            for (var tile = 0; tile < _kernel.TileCount; tile++)
            {
                for (var i = 0; i < count; i += 2)
                {
                    _kernel.Score(room.Vector(i), room.Vector(Math.Min(i + 1, count - 1)), tile, scores[At(tile, i)..], stride);
                }
            }
        }
        else
        {
            for (var i = 0; i < count; i += 2)
            {
                var x = vectors.Row(first + i, room.Vector(0));
                var y = i + 1 < count ? vectors.Row(first + i + 1, room.Vector(1)) : x;
                // Most rows of a pool follow one another. What was widened lies in the room, and nothing of use behind it.
                if (y != room.Vector(1)) Ahead.Fetch(y, vectors: 2);
                for (var tile = 0; tile < _kernel.TileCount; tile++)
                {
                    _kernel.Score(x, y, tile, scores[At(tile, i)..], stride);
                }
            }
        }

        Softmax.Compute(scores, _kernel.ClassCount, stride, probabilities);

        int At(int tile, int i) => (tile * ScoreKernel.TileClasses * stride) + i;
    }

    /// <summary>Of one vector, as if it were one of many.</summary>
    public void Score(ReadOnlySpan<float> vector, Span<float> probabilities, ScoreRoom room)
    {
        var x = vector;
        if (_copies)
        {
            vector.CopyTo(room.Vector(0));
            x = room.Vector(0);
        }

        var stride = ScoreRoom.Stride(1);
        var scores = Scores(room, stride);
        for (var tile = 0; tile < _kernel.TileCount; tile++)
        {
            _kernel.Score(x, x, tile, scores[(tile * ScoreKernel.TileClasses * stride)..], stride);
        }

        Softmax.Compute(scores, _kernel.ClassCount, stride, probabilities);
    }

    private Span<float> Scores(ScoreRoom room, int stride) => room.Scores(((_kernel.TileCount * ScoreKernel.TileClasses) + 2) * stride);
}
