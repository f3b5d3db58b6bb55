namespace ActiveLabel.Core.Models;

/// <summary>Labelled rows to learn from.</summary>
/// <param name="Features">[n, d] row-major, unscaled.</param>
/// <param name="VectorLength">d.</param>
/// <param name="Classes">[n] zero-based class of each row, below <paramref name="ClassCount"/>.</param>
/// <param name="ClassCount">K, also counting classes that no row has.</param>
public sealed record TrainingSet(ReadOnlyMemory<float> Features, int VectorLength, IReadOnlyList<int> Classes, int ClassCount)
{
    public int Count => Classes.Count;
}

/// <summary>Settings of one training.</summary>
/// <param name="L1">Strength of the L1 penalty against the sum of the rows' losses.</param>
/// <param name="L2">Strength of the L2 penalty against the sum of the rows' losses: 1 / C of other programs.</param>
/// <param name="Tolerance">
/// Mean relative improvement of the objective at which the optimiser stops. The default goes on for as long as floats can
/// tell a difference, which can take many times as long as getting near.
/// </param>
public sealed record TrainingOptions(
    float L1 = 0.01f, float L2 = 0.01f, int Seed = 1, ClassWeights Weights = ClassWeights.Equal, float Tolerance = 1e-12f);

/// <param name="RowsUsed">Rows that the optimiser saw: always the number given.</param>
public sealed record TrainedModel(LinearModel Model, int RowsUsed, TimeSpan Took);

/// <summary>From labelled vectors to a model.</summary>
public interface ITrainer
{
    /// <summary>The same set, options and program give the same model, whatever the number of threads.</summary>
    /// <exception cref="WrongUseException">Fewer than two classes have rows, or a feature is not finite.</exception>
    TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel);
}
