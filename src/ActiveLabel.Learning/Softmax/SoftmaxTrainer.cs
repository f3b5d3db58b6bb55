using System.Diagnostics;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Learning.Softmax;

/// <summary>
/// Multinomial logistic regression with L1 and L2 penalties over scaled columns, from labelled rows and guessed ones. It
/// minimises sum_i w_i sum_k -t_ik ln p_ik + L1 |W|_1 + L2/2 |W|_2^2, with t_i the shares of the classes of row i (one of 1
/// for a label), w_i its weight, p = softmax(W (s x) + b); biases are not penalised.
/// </summary>
/// <param name="threads">At most so many; the model does not depend on it.</param>
/// <param name="columnsAsTheyAre">The columns are comparable already and stay as they are: s is 1, or 0 for a column that never changes.</param>
/// <param name="mostIterations">Steps after which a training that has not converged ends.</param>
internal sealed class SoftmaxTrainer(int threads, bool columnsAsTheyAre = false, int mostIterations = SoftmaxMinimiser.MostIterations) : ITrainer
{
    public SoftmaxTrainer()
        : this(Environment.ProcessorCount)
    {
    }

    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel) => Train(set, options, start: null, cancel);

    /// <summary>Each from the end of the one before.</summary>
    public IEnumerable<TrainedModel> TrainEach(TrainingSet set, IReadOnlyList<TrainingOptions> path, CancellationToken cancel)
    {
        LinearModel? start = null;
        foreach (var options in path)
        {
            var trained = Train(set, options, start, cancel);
            start = trained.Linear;
            yield return trained;
        }
    }

    /// <param name="start">A model to begin from, of the same length and classes; or null. Where the training ends does not depend on it, but how soon.</param>
    public TrainedModel Train(TrainingSet set, TrainingOptions options, LinearModel? start, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        cancel.ThrowIfCancellationRequested();
        if (!(options.L1 >= 0) || !(options.L2 >= 0) || !float.IsFinite(options.L1 + options.L2))
            throw new ArgumentException($"Penalties of {options.L1} and {options.L2}: both must be finite numbers from 0 on.", nameof(options));
        if (start is not null && (start.VectorLength != set.VectorLength || start.ClassCount != set.ClassCount))
            throw new ArgumentException($"A model of {start.ClassCount} x {start.VectorLength} is no start for one of {set.ClassCount} x {set.VectorLength}.", nameof(start));

        var team = new Team(threads);
        var rows = SoftmaxRows.Of(set, options.Weights);
        var columns = Columns.Of(rows, columnsAsTheyAre, team, cancel);
        var parameters = new SoftmaxParameters(rows, columns);
        var point = parameters.Start(start);
        var objective = new SoftmaxObjective(rows, columns, options.L2, team, cancel);
        var minimum = new SoftmaxMinimiser(objective, options.L1, options.L2, parameters.InverseDiagonal(options.L2))
            .Run(point, options.Tolerance, mostIterations);
        return new TrainedModel(parameters.ToModel(point, set.ClassCount), set.Count, Stopwatch.GetElapsedTime(started), minimum.Converged)
        {
            GuessesUsed = set.Guesses?.Count ?? 0,
            Iterations = minimum.Iterations,
            Objective = minimum.Value,
        };
    }
}
