using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>
/// What spreading says of unlabelled images, as rows for the trainer: the surer it is of an image, the more its row counts
/// (Iscen et al. 2019, "Label propagation for deep semi-supervised learning").
/// </summary>
public static class GuessedLabels
{
    /// <summary>Rows at most: more would slow the training down and teach it nothing.</summary>
    public const int MostRows = 1_000;

    /// <summary>What all rows count together at most, where a label counts one: as labels grow, guesses fade. Measured: docs/strategies.md.</summary>
    public const float MostWeight = 300;

    /// <param name="labelled">Ids and zero-based classes of the labelled images; those outside the graph are passed over.</param>
    /// <param name="classCount">K.</param>
    /// <param name="isUnlabelled">Whether an image has no answer of any kind, so that a guess may stand for one.</param>
    /// <param name="featuresOf">[n, d] the vectors of some images of the graph, in their order.</param>
    public static SoftLabels Of(
        NeighbourGraph graph, IReadOnlyList<(long ImageId, int Class)> labelled, int classCount,
        Func<long, bool> isUnlabelled, Func<IReadOnlyList<long>, float[]> featuresOf, CancellationToken cancel)
    {
        var shares = Shares(graph, labelled, classCount, cancel);
        int[] rows = [.. Enumerable.Range(0, graph.Count).Where(n => isUnlabelled(graph.ImageIds[n])).Take(MostRows)];
        var sure = rows.Select(n => Sureness(shares.AsSpan(n * classCount, classCount))).ToArray();
        var factor = MostWeight / Math.Max(sure.Sum(), 1e-9f);
        return new SoftLabels(
            featuresOf([.. rows.Select(n => graph.ImageIds[n])]),
            rows.SelectMany(n => shares.AsSpan(n * classCount, classCount).ToArray()).ToArray(),
            sure.Select(s => Math.Min(1, s * factor)).ToArray());
    }

    /// <summary>[n, K] of all images of the graph, from the labels of those in it.</summary>
    internal static float[] Shares(NeighbourGraph graph, IReadOnlyList<(long ImageId, int Class)> labelled, int classCount, CancellationToken cancel)
    {
        var known = labelled.Select(l => (Node: graph.IndexOf(l.ImageId), l.Class)).Where(l => l.Node >= 0).ToArray();
        return LabelSpreading.Spread(graph, [.. known.Select(k => k.Node)], [.. known.Select(k => k.Class)], classCount, cancel);
    }

    /// <summary>(1 - entropy / ln K) squared: 1 for one class alone, 0 for none in particular.</summary>
    private static float Sureness(ReadOnlySpan<float> shares)
    {
        var entropy = 0f;
        foreach (var share in shares)
        {
            if (share > 0) entropy -= share * MathF.Log(share);
        }

        var sure = Math.Clamp(1 - entropy / MathF.Log(Math.Max(2, shares.Length)), 0, 1);
        return sure * sure;
    }
}
