using System.Numerics.Tensors;
using ActiveLabel.Core.Models.Scoring;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Features.Likeness;

/// <summary>
/// Finds the vectors most like one, exactly: by looking at every one. Vectors are alike as far as their points agree
/// (<see cref="Whitening"/>): of the ways tried, those whose neighbours most often have the same class (docs/similar.md). A
/// point's inner product with another is one with the other's own vector, since points are linear in vectors but for their
/// length; so a search is one pass over the rows as they lie in memory, and points are never kept.
/// </summary>
public sealed class LikenessSearch
{
    /// <summary>Rows that one thread takes at a time: a search stops as soon as they are read.</summary>
    private const int BlockRows = 512;

    /// <summary>Vectors from which the directions are found.</summary>
    private const int MostForDirections = 4_000;

    /// <summary>As many more than wanted are compared in full: rounding cannot have hidden one behind them.</summary>
    private const int Spare = 32;

    private readonly Whitening? _whitening;

    /// <summary>[n] of each point before it was brought to length one; not finite where a vector is not.</summary>
    private readonly float[] _lengths;

    private LikenessSearch(Whitening? whitening, float[] lengths) => (_whitening, _lengths) = (whitening, lengths);

    /// <summary>What searches among these vectors need beside them: 4 bytes each.</summary>
    /// <param name="ids">[n] by which some are drawn to find the directions from.</param>
    /// <param name="vectors">[n].</param>
    public static LikenessSearch Among(IReadOnlyList<long> ids, VectorRows vectors, int seed, CancellationToken cancel)
    {
        var scratch = new float[vectors.VectorLength];
        int[] sample = [.. SeededOrder.First(ids, seed, MostForDirections).Where(i => TensorPrimitives.IsFiniteAll(vectors.Row(i, scratch)))];
        if (sample.Length == 0)
            return new LikenessSearch(null, new float[vectors.Count]);

        var whitening = Whitening.Of(vectors.At(sample), seed, cancel);
        return new LikenessSearch(whitening, LengthsOf(whitening, vectors, cancel));
    }

    /// <param name="vectors">The same as before.</param>
    /// <param name="sought">[d] the vector that others are to be like; it may be one of them.</param>
    /// <param name="most">Wanted at most.</param>
    /// <returns>The likest first, equally like ones in their order. Vectors that are not finite are like nothing.</returns>
    public IReadOnlyList<LikeVector> Find(VectorRows vectors, ReadOnlySpan<float> sought, int most, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        ArgumentOutOfRangeException.ThrowIfNotEqual(vectors.Count, _lengths.Length);
        if (most == 0 || _whitening is null || !TensorPrimitives.IsFiniteAll(sought)) return [];
        // All that is known is the same.
        if (_whitening.PointLength == 0) return [.. Enumerable.Range(0, vectors.Count).Where(i => float.IsFinite(_lengths[i])).Take(most).Select(i => new LikeVector(i, 1))];

        var point = _whitening.Apply(new VectorRows(new VectorTable(sought.ToArray(), sought.Length), [0]), cancel);
        var (weights, bias) = _whitening.Fold(point);
        var best = new BestFew(most + Spare);
        Parallel.For(
            0, (vectors.Count + BlockRows - 1) / BlockRows, new ParallelOptions { CancellationToken = cancel },
            () => (Best: new BestFew(most + Spare), Scratch: new float[vectors.VectorLength]),
            (block, _, own) =>
            {
                for (var i = block * BlockRows; i < Math.Min(vectors.Count, (block + 1) * BlockRows); i++)
                {
                    var row = vectors.Row(i, own.Scratch);
                    if (row != own.Scratch) Ahead.Fetch(row, vectors: 1);
                    var cosine = (TensorPrimitives.Dot(row, weights) + bias) / _lengths[i];
                    if (float.IsFinite(cosine)) own.Best.Offer(i, cosine);
                }

                return own;
            },
            own =>
            {
                lock (best) best.Take(own.Best);
            });
        return InFull(vectors, point, best.InOrder(), most, cancel);
    }

    private LikeVector[] InFull(VectorRows vectors, float[] sought, IReadOnlyList<LikeVector> found, int most, CancellationToken cancel)
    {
        var points = _whitening!.Apply(vectors.At([.. found.Select(f => f.Place)]), cancel);
        return
        [
            .. found.Select((f, i) => f with { Cosine = Math.Clamp(TensorPrimitives.Dot<float>(sought, points.AsSpan(i * sought.Length, sought.Length)), -1, 1) })
                .OrderByDescending(f => f.Cosine).ThenBy(f => f.Place).Take(most),
        ];
    }

    private static float[] LengthsOf(Whitening whitening, VectorRows vectors, CancellationToken cancel)
    {
        var lengths = new float[vectors.Count];
        PointsOf.Each(whitening, vectors, (i, point) => lengths[i] = point.IsEmpty ? 1 : TensorPrimitives.Norm(point), Environment.ProcessorCount, cancel);
        return lengths;
    }
}
