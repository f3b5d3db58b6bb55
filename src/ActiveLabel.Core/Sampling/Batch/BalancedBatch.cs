using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>
/// Dealt out over the predicted classes: of each class in turn its most useful image, the class with the fewest labels first,
/// until enough are dealt. A class that is predicted for no image any more is passed over. So that rare classes get their
/// share although few images are of them.
/// </summary>
/// <remarks>
/// Stratified choice over predicted classes; compare Bengar et al. (2022), "Class-balanced active learning for image
/// classification", which asks for the same by an optimisation.
/// </remarks>
internal sealed class BalancedBatch : IBatch
{
    public IReadOnlyList<int> Choose(Ranking ranking, int count, int seed, CancellationToken cancel)
    {
        var hands = new Queue<int>[ranking.Pool.ClassCount];
        for (var k = 0; k < hands.Length; k++) hands[k] = new();
        foreach (var place in TopBatch.Choose(ranking.Pool, ranking.Utilities, ranking.Pool.Count, seed, cancel))
            hands[Predictions.Best(ranking.Probabilities(place))].Enqueue(place);

        var labels = new int[hands.Length];
        foreach (var k in ranking.Pool.RequireLesson().Set.Classes) labels[k]++;
        int[] turns = [.. Enumerable.Range(0, hands.Length).OrderBy(k => labels[k])];
        var dealt = new List<int>(count);
        while (dealt.Count < Math.Min(count, ranking.Pool.Count))
            dealt.AddRange(turns.Where(k => hands[k].Count > 0).Take(count - dealt.Count).Select(k => hands[k].Dequeue()));
        return dealt;
    }
}
