using System.Numerics.Tensors;

namespace ActiveLabel.Core.Features.Map;

/// <summary>Whether what lies close on a map is close in truth (Venna and Kaski 2001, "Neighborhood preservation in nonlinear projection methods").</summary>
public static class Trustworthiness
{
    /// <summary>1 - 2 / (n k (2n - 3k - 1)) sum_i sum_j (rank_i(j) - k) over the k nearest j of i on the map, where their rank is beyond k.</summary>
    /// <param name="directions">[n, <paramref name="length"/>] of length one: near is what has a great cosine.</param>
    /// <param name="places">[n, 2].</param>
    /// <param name="k">Below n / 2.</param>
    public static double Of(float[] directions, int length, ReadOnlySpan<float> places, int k)
    {
        var n = directions.Length / length;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(2 * k, n);
        var map = places.ToArray();
        var penalties = new long[n];
        Parallel.For(0, n, () => (Cosines: new float[n], Distances: new float[n], Order: new int[n]), (i, _, room) =>
        {
            for (var j = 0; j < n; j++)
            {
                room.Cosines[j] = TensorPrimitives.Dot<float>(directions.AsSpan(i * length, length), directions.AsSpan(j * length, length));
                var (dx, dy) = (map[2 * i] - map[2 * j], map[(2 * i) + 1] - map[(2 * j) + 1]);
                (room.Distances[j], room.Order[j]) = (j == i ? -1 : (dx * dx) + (dy * dy), j);
            }

            Array.Sort(room.Distances, room.Order);
            for (var at = 1; at <= k; at++)
            {
                var other = room.Order[at];
                var rank = 1;
                for (var j = 0; j < n; j++) rank += j != i && j != other && room.Cosines[j] > room.Cosines[other] ? 1 : 0;
                penalties[i] += Math.Max(0, rank - k);
            }

            return room;
        }, _ => { });
        return 1 - (2.0 / (n * (double)k * ((2.0 * n) - (3.0 * k) - 1)) * penalties.Sum());
    }
}
