namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>
/// The graph as a symmetric sparse matrix D^-1/2 A D^-1/2: A sums the links of both ends, each exp((cosine - 1) / s) with s
/// the median of 1 - cosine over all links, and D its rows (Zhou et al. 2004, "Learning with local and global consistency").
/// </summary>
internal sealed class NormalisedLinks
{
    private readonly int[] _starts;
    private readonly int[] _others;
    private readonly float[] _weights;

    private NormalisedLinks(int[] starts, int[] others, float[] weights) => (_starts, _others, _weights) = (starts, others, weights);

    public int Count => _starts.Length - 1;

    public ReadOnlySpan<int> Others(int node) => _others.AsSpan(_starts[node].._starts[node + 1]);

    public ReadOnlySpan<float> Weights(int node) => _weights.AsSpan(_starts[node].._starts[node + 1]);

    public static NormalisedLinks Of(NearestNeighbours nearest)
    {
        var links = new Dictionary<int, float>[nearest.Points];
        for (var i = 0; i < links.Length; i++) links[i] = [];
        var width = Median(nearest);
        for (var i = 0; i < links.Length; i++)
        {
            for (var k = 0; k < nearest.Count; k++)
            {
                var (j, weight) = (nearest.Others(i)[k], MathF.Exp((nearest.Similarities(i)[k] - 1) / width));
                links[i][j] = links[i].GetValueOrDefault(j) + weight;
                links[j][i] = links[j].GetValueOrDefault(i) + weight;
            }
        }

        float[] roots = [.. links.Select(l => MathF.Sqrt(l.Values.Sum()))];
        var starts = new int[links.Length + 1];
        for (var i = 0; i < links.Length; i++) starts[i + 1] = starts[i] + links[i].Count;
        int[] others = [.. links.SelectMany(l => l.Keys.Order())];
        float[] weights = [.. links.SelectMany((l, i) => l.OrderBy(link => link.Key).Select(link => link.Value / (roots[i] * roots[link.Key])))];
        return new NormalisedLinks(starts, others, weights);
    }

    private static float Median(NearestNeighbours nearest)
    {
        var distances = new List<float>(nearest.Points * nearest.Count);
        for (var i = 0; i < nearest.Points; i++)
        {
            foreach (var similarity in nearest.Similarities(i)) distances.Add(1 - similarity);
        }

        distances.Sort();
        return distances.Count == 0 ? 1 : Math.Max(distances[distances.Count / 2], 1e-6f);
    }
}
