using ActiveLabel.Core.Sampling.Batch;
using ActiveLabel.Core.Sampling.Utility;

namespace ActiveLabel.Core.Sampling.Start;

/// <summary>
/// Images with many like them that lie apart from each other: the densest of the neighbour graph first, then again and again
/// the one with the most of density times one less the cosine to what is picked.
/// </summary>
/// <remarks>
/// After Hacohen, Dekel and Weinshall (2022), "Active learning on a budget: opposite strategies suit high and low budgets",
/// whose TypiClust takes the densest image of each of as many clusters as images are wanted. Here the graph is at hand
/// anyway, and distance does what the clusters do.
/// </remarks>
internal sealed class TypicalStart : IStart
{
    public IReadOnlyList<(int Place, PickCause Cause)> Choose(SamplingPool pool, int count, int seed, CancellationToken cancel)
    {
        var typical = TypicalityUtility.Of(pool, cancel);
        return [.. ApartBatch.Choose(pool, typical, count, seed, cancel)
            .Select(place => (place, PickWhy.Of(UtilityKind.Typicality, BatchKind.Apart, typical[place], [], null).Cause))];
    }
}
