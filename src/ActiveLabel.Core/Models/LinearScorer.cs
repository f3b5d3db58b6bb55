using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models.Scoring;

namespace ActiveLabel.Core.Models;

/// <summary>Probabilities by a linear model.</summary>
public sealed class LinearScorer : Scorer
{
    private readonly BlockScorer _blocks;

    public LinearScorer(LinearModel model)
        : this(model, ScoreKernel.For(model))
    {
    }

    internal LinearScorer(LinearModel model, ScoreKernel kernel)
        : base(model) => _blocks = new BlockScorer(kernel, model.VectorLength);

    /// <inheritdoc/>
    public override void Score(ReadOnlySpan<float> vector, Span<float> probabilities)
    {
        CheckLength(vector.Length);
        CheckRoom(1, probabilities.Length);
        using var room = _blocks.Borrow(1);
        _blocks.Score(vector, probabilities, room);
    }

    /// <inheritdoc/>
    public override void Score(VectorRows vectors, Memory<float> probabilities, int threads = -1, CancellationToken cancel = default)
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
                0, blocks, BackgroundThreads.Loop(cancel, threads),
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
}
