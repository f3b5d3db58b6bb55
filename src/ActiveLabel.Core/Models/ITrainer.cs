namespace ActiveLabel.Core.Models;

/// <summary>Labelled rows to learn from.</summary>
/// <param name="Features">[n, d] row-major, unscaled.</param>
/// <param name="VectorLength">d.</param>
/// <param name="Classes">[n] zero-based class of each row, below <paramref name="ClassCount"/>.</param>
/// <param name="ClassCount">K, also counting classes that no row has.</param>
public sealed record TrainingSet(ReadOnlyMemory<float> Features, int VectorLength, IReadOnlyList<int> Classes, int ClassCount)
{
    public int Count => Classes.Count;

    /// <summary>Rows nobody labelled, with guessed shares of the classes, to learn from beside the labelled ones; or null.</summary>
    public SoftLabels? Guesses { get; init; }

    /// <summary>[n] rows of the store of vectors from which the features come, where they come from there; or null.</summary>
    public IReadOnlyList<long>? Rows { get; init; }

    /// <summary>[n] how much each row counts, finite and above 0; null where each counts 1. Classes that count the same do so in the sum of their rows.</summary>
    public IReadOnlyList<float>? RowWeights { get; init; }
}

/// <summary>Settings of one training.</summary>
/// <param name="L1">Strength of the L1 penalty against the sum of the rows' losses.</param>
/// <param name="L2">Strength of the L2 penalty against the sum of the rows' losses: 1 / C of other programs.</param>
/// <param name="Tolerance">
/// Mean relative improvement of the objective at which the optimiser stops. The default goes on for as long as floats can
/// tell a difference, which can take many times as long as getting near.
/// </param>
public sealed record TrainingOptions(
    float L1 = 0.01f, float L2 = 0.01f, int Seed = 1, ClassWeights Weights = ClassWeights.Equal, float Tolerance = 1e-12f)
{
    /// <summary>Labels there were when cross-validation chose the penalties (<see cref="Penalties.AutomaticPenalties"/>); null where they are fixed.</summary>
    public int? PenaltiesChosenAt { get; init; }

    public TrainerKind Trainer { get; init; }

    public Normalisation Normalisation { get; init; }

    /// <summary>Guesses are left out, since they were found to be worse than what the labels alone teach.</summary>
    public bool WithoutGuesses { get; init; }

    /// <summary>Labels there were when that was looked at; null where it was not.</summary>
    public int? GuessesTriedAt { get; init; }
}

/// <param name="RowsUsed">Labelled rows that the optimiser saw: always the number given.</param>
/// <param name="Converged">
/// The optimiser stopped because it was done. False where it ran out of steps, or could make none though the optimum was
/// not near: the model is then the best that it found. Null where
/// it does not tell.
/// </param>
public sealed record TrainedModel(Classifier Model, int RowsUsed, TimeSpan Took, bool? Converged)
{
    /// <summary>The model of a trainer that makes linear ones.</summary>
    /// <exception cref="InvalidCastException">It is of another kind.</exception>
    public LinearModel Linear => (LinearModel)Model;

    /// <summary>Guessed rows that it saw beside the labelled ones.</summary>
    public int GuessesUsed { get; init; }

    /// <summary>SHA-256 of the guesses; null where there were none.</summary>
    public string? GuessesHash { get; init; }

    /// <summary>Steps of the optimiser; null where it does not tell.</summary>
    public int? Iterations { get; init; }

    /// <summary>
    /// What was minimised, at the end: the sum over the rows of weight times cross entropy (natural logarithm), plus the
    /// penalties L1 |w|_1 + L2/2 |w|_2^2; null where the optimiser does not tell.
    /// </summary>
    public double? Objective { get; init; }
}

/// <summary>From labelled vectors to a model.</summary>
public interface ITrainer
{
    /// <summary>The same set, options and program give the same model, whatever the number of threads.</summary>
    /// <exception cref="WrongUseException">Fewer than two classes have rows, or a feature is not finite.</exception>
    /// <exception cref="ArgumentException">Lengths that do not fit each other, a class out of range, or weights of rows, or guesses whose shares or weights, are none.</exception>
    TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel);

    /// <summary>
    /// One set by several options, each trained when it is asked for. A trainer that can begins each from the one before:
    /// let neighbours be alike.
    /// </summary>
    IEnumerable<TrainedModel> TrainEach(TrainingSet set, IReadOnlyList<TrainingOptions> path, CancellationToken cancel) =>
        path.Select(options => Train(set, options, cancel));
}
