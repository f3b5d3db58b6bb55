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

    /// <summary>Two images a class, by <see cref="StartStrategy.Typical"/>.</summary>
    Typical,

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
/// <param name="Noise">How often the answer about an image is a wrong class, from 0 to below 1; test images stay right.</param>
public sealed record SimulationOptions(
    IReadOnlyList<QueryStrategy> Strategies, SimulationStart Start, int Batch, int Rounds, int Seeds, float L1, float L2,
    ClassWeights Weights = ClassWeights.Equal, Spreading Spreading = Spreading.Default, double Noise = 0)
{
    /// <summary>Automatic ones are chosen by each replay for itself, as a project does; L1 and L2 stand in before it can.</summary>
    public PenaltyChoice Penalties { get; init; }

    public Normalisation Normalisation { get; init; }

    /// <summary>Balanced accuracies, above 0 and at most 1, for which to tell the labels that each strategy needs.</summary>
    public IReadOnlyList<double> Reach { get; init; } = [];

    /// <summary>How many splits of all images into pool and test to replay, instead of the given one; 0 for that. The seeds take turns.</summary>
    public int Splits { get; init; }

    /// <summary>With <see cref="Splits"/>, the share of each class that judges.</summary>
    public double TestShare { get; init; } = 1 / 3.0;

    /// <summary>How many images the pool's most frequent class is to have for each of the rarest; 1 leaves the pool as it is.</summary>
    public double Imbalance { get; init; } = 1;

    /// <summary>Only the elastic net learns from spread labels.</summary>
    public TrainerKind Trainer { get; init; }

    public bool Spreads(QueryStrategy strategy) => Trainer == TrainerKind.ElasticNet && Asks(strategy);

    private bool Asks(QueryStrategy strategy) =>
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
        if (Noise is not (>= 0 and < 1))
            faults.Add("the noise is a share of wrong labels, from 0 to below 1");
        if (!Reach.All(r => r is > 0 and <= 1))
            faults.Add("a balanced accuracy to reach lies above 0 and is at most 1");
        if (Splits < 0)
            faults.Add("the number of splits cannot be negative");
        if (Seeds < Splits)
            faults.Add($"{Splits} splits need at least as many seeds, since the seeds take turns");
        if (TestShare is not (> 0 and < 1))
            faults.Add("the test share lies between 0 and 1");
        if (Imbalance is not (>= 1 and <= 1e6))
            faults.Add("the imbalance is a number of at least 1: how many images the most frequent class has for each of the rarest");
        if (faults.Count > 0)
            throw new WrongUseException($"This cannot be replayed: {string.Join("; ", faults)}.");
    }
}
