using ActiveLabel.Core.Models;
using Microsoft.ML.Trainers;

namespace ActiveLabel.Learning;

/// <summary>A training set as ML.NET's trainers take it: without guesses, its present classes numbered without gaps.</summary>
internal sealed class MlNetRows
{
    private readonly TrainingSet _set;
    private readonly PresentClasses _present;

    /// <exception cref="ActiveLabel.Core.WrongUseException">Fewer than two classes have rows, or a feature is not finite.</exception>
    /// <exception cref="ArgumentException">Lengths that do not fit each other, a class out of range, or guesses.</exception>
    public MlNetRows(TrainingSet set, ClassWeights weights)
    {
        if (set.Features.Length != (long)set.Count * set.VectorLength)
            throw new ArgumentException($"{set.Features.Length} values are not {set.Count} rows of {set.VectorLength}.", nameof(set));
        if (set.Guesses is not null)
            throw new ArgumentException("ML.NET learns from one class a row, not from guessed shares.", nameof(set));

        (_set, _present) = (set, new PresentClasses(set));
        Scale = ColumnScaling.Fit(set.Features.Span, set.VectorLength);
        View = new TrainingView(
            set, Scale, _present.Compact(set.Classes), _present.Count, _present.Weigh(set, weights));
    }

    public float[] Scale { get; }

    public TrainingView View { get; }

    public string? WeightColumn => View.IsWeighted ? TrainingView.Weight : null;

    /// <summary>The class, as the set numbers it, of each of ML.NET's.</summary>
    public int ClassOf(int compact) => _present[compact];

    /// <summary>Trains, and stops when it is cancelled, which ML.NET knows nothing of.</summary>
    public TModel Fit<TModel>(Func<TrainingView, TModel> fit, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            using (cancel.Register(View.Spoil))
            {
                var model = fit(View);

                // Spoilt during the last evaluation, the rows can have spoilt the model without being noticed.
                cancel.ThrowIfCancellationRequested();
                return model;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException && cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException("The training was cancelled.", e, cancel);
        }
    }

    /// <summary>The weights as plain numbers.</summary>
    public LinearModel ToModel(MaximumEntropyModelParameters fitted)
    {
        var weights = new float[_set.ClassCount * _set.VectorLength];
        var bias = NoBias();
        Microsoft.ML.Data.VBuffer<float>[]? rows = null;
        fitted.GetWeights(ref rows!, out _);
        foreach (var (compact, value) in fitted.GetBiases().Index())
        {
            bias[_present[compact]] = value;
            rows[compact].CopyTo(weights.AsSpan(_present[compact] * _set.VectorLength, _set.VectorLength));
        }

        return new LinearModel(_set.VectorLength, _set.ClassCount, Scale, weights, bias);
    }

    /// <summary>[K] minus infinity: no class has any probability yet.</summary>
    public float[] NoBias() => [.. Enumerable.Repeat(float.NegativeInfinity, _set.ClassCount)];

    /// <exception cref="InvalidOperationException">A labelled row was not read to the end.</exception>
    public int CheckUsed(int used) =>
        used == _set.Count ? used : throw new InvalidOperationException($"Of {_set.Count} rows only {used} were trained on.");
}
