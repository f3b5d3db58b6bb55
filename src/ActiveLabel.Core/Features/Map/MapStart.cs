using System.Numerics.Tensors;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Features.Map;

/// <summary>Where points lie before they are moved: along the two directions in which they vary most, so that what is far apart begins so (Kobak and Linderman 2021).</summary>
internal static class MapStart
{
    /// <summary>From the middle to the farthest point.</summary>
    private const float Reach = 10;

    /// <summary>Moves apart what lies in one place: what does not differ would never part.</summary>
    private const float Shake = 0.01f;

    /// <param name="points">[n, <paramref name="length"/>] row-major.</param>
    /// <param name="ids">[n] by which they are shaken.</param>
    /// <returns>[n, 2].</returns>
    public static float[] Of(float[] points, int length, IReadOnlyList<long> ids, int seed, CancellationToken cancel)
    {
        var n = ids.Count;
        var mean = new float[length];
        for (var i = 0; i < n; i++) TensorPrimitives.Add(mean, points.AsSpan(i * length, length), mean);
        TensorPrimitives.Multiply(mean, 1f / n, mean);
        var sample = SeededOrder.First(ids, seed, PrincipalAxes.MostPoints);
        var centred = new float[sample.Count * length];
        foreach (var (to, from) in sample.Index())
            TensorPrimitives.Subtract(points.AsSpan(from * length, length), mean, centred.AsSpan(to * length, length));

        var (axes, _) = PrincipalAxes.Of(centred, length, 2, seed, cancel);
        var places = new float[2 * n];
        for (var axis = 0; axis < axes.Length / length; axis++)
        {
            var direction = axes.AsSpan(axis * length, length);
            var middle = TensorPrimitives.Dot<float>(mean, direction);
            for (var i = 0; i < n; i++) places[(2 * i) + axis] = TensorPrimitives.Dot<float>(points.AsSpan(i * length, length), direction) - middle;
        }

        var farthest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(places));
        var scale = farthest > 0 ? Reach / farthest : 0;
        for (var i = 0; i < n; i++)
        {
            places[2 * i] = (places[2 * i] * scale) + (Shake * (float)(SeededOrder.Unit(seed, ids[i]) - 0.5));
            places[(2 * i) + 1] = (places[(2 * i) + 1] * scale) + (Shake * (float)(SeededOrder.Unit(seed + 1, ids[i]) - 0.5));
        }

        return places;
    }
}
