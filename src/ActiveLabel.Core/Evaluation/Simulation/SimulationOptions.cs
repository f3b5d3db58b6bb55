using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>Which images are labelled before the first round.</summary>
public enum SimulationStart
{
    /// <summary>Two images a class, by <see cref="StartStrategy.Centroid"/>.</summary>
    Centroid,

    /// <summary>Two images a class, by <see cref="StartStrategy.Random"/>.</summary>
    Random,

    /// <summary>Those that the set names.</summary>
    Given,
}

/// <summary>Which strategies' models also learn from labels spread to images that look alike.</summary>
public enum Spreading
{
    /// <summary>That of <see cref="QueryStrategy.Default"/>, of which it is a part.</summary>
    Default,

    All,

    None,
}

/// <summary>What to replay.</summary>
/// <param name="Strategies">At least one, each once.</param>
/// <param name="Batch">Images picked in a round.</param>
/// <param name="Rounds">Rounds after the start.</param>
/// <param name="Seeds">Repetitions, with the seeds 1, 2, 3, ...; every strategy gets the same.</param>
public sealed record SimulationOptions(
    IReadOnlyList<QueryStrategy> Strategies, SimulationStart Start, int Batch, int Rounds, int Seeds, float L1, float L2,
    ClassWeights Weights = ClassWeights.Equal, Spreading Spreading = Spreading.Default)
{
    /// <summary>Automatic ones are chosen by each replay for itself, as a project does; L1 and L2 stand in before it can.</summary>
    public PenaltyChoice Penalties { get; init; }

    public bool Spreads(QueryStrategy strategy) =>
        Spreading == Spreading.All || (Spreading == Spreading.Default && strategy == QueryStrategy.Default);

    /// <exception cref="WrongUseException">Something is out of bounds; the message names all that is.</exception>
    public void Check()
    {
        List<string> faults = [];
        if (Strategies.Count == 0)
            faults.Add("name at least one strategy");
        if (Strategies.Distinct().Count() < Strategies.Count)
            faults.Add("name each strategy once");
        if (Batch < 1)
            faults.Add("a batch holds at least one image");
        if (Rounds < 0)
            faults.Add("the number of rounds cannot be negative");
        if (Seeds < 1)
            faults.Add("at least one seed is needed");
        if (!(L1 is >= 0 and < float.PositiveInfinity && L2 is >= 0 and < float.PositiveInfinity))
            faults.Add("L1 and L2 are numbers of at least 0");
        if (faults.Count > 0)
            throw new WrongUseException($"This cannot be replayed: {string.Join("; ", faults)}.");
    }
}
