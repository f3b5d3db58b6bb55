using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling;

/// <summary>The images of a pool with what the model says of them and how useful their labels would be.</summary>
internal sealed class Ranking
{
    private readonly Predictions _predictions;
    private readonly IReadOnlyList<int>? _places;

    /// <param name="predictions">[n] of the pool's images.</param>
    /// <param name="utilities">[n] of the pool's images, higher is sooner.</param>
    public Ranking(SamplingPool pool, Predictions predictions, double[] utilities)
        : this(pool, predictions, utilities, places: null)
    {
    }

    /// <param name="places">Where the pool's images are among the predictions, of which no copy is made; null where all are there in their order.</param>
    private Ranking(SamplingPool pool, Predictions predictions, double[] utilities, IReadOnlyList<int>? places) =>
        (Pool, _predictions, Utilities, _places) = (pool, predictions, utilities, places);

    public SamplingPool Pool { get; }

    public double[] Utilities { get; }

    /// <summary>[K] of one image.</summary>
    public ReadOnlySpan<float> Probabilities(int place) => _predictions[_places is null ? place : _places[place]];

    /// <summary>The images at the given places, in their order.</summary>
    public Ranking At(IReadOnlyList<int> places) => new(
        Pool.At(places), _predictions, [.. places.Select(p => Utilities[p])], [.. places.Select(p => _places is null ? p : _places[p])]);
}
