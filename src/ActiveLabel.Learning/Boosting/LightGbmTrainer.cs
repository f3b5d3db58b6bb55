using System.Diagnostics;
using System.Globalization;
using System.Text;
using ActiveLabel.Core;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Learning.Boosting;

/// <summary>
/// Gradient boosted trees by LightGBM (Ke et al. 2017, "LightGBM: a highly efficient gradient boosting decision tree"), taken
/// out as plain trees. It knows no penalties of ours; small trees and slow steps stand in for them.
/// </summary>
/// <param name="threads">At most so many; the trees do not depend on it.</param>
internal sealed unsafe class LightGbmTrainer(int threads) : ITrainer
{
    /// <summary>Trees a class.</summary>
    private const int Turns = 100;

    /// <summary>Values that one thread is through with before others have come to help.</summary>
    private const int FewValues = 100_000;

    public LightGbmTrainer()
        : this(Environment.ProcessorCount)
    {
    }

    /// <exception cref="WrongUseException">Also where LightGBM's library cannot be loaded on this machine.</exception>
    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        cancel.ThrowIfCancellationRequested();
        if (set.Features.Length != (long)set.Count * set.VectorLength)
            throw new ArgumentException($"{set.Features.Length} values are not {set.Count} rows of {set.VectorLength}.", nameof(set));
        if (set.Guesses is not null)
            throw new ArgumentException("LightGBM learns from one class a row, not from guessed shares.", nameof(set));

        var present = new PresentClasses(set);
        var scale = ColumnScaling.Fit(set.Features.Span, set.VectorLength);
        try
        {
            var trees = TreeText.Read(Boost(set, options, present, cancel), [.. Enumerable.Range(0, present.Count).Select(k => present[k])], out var used);
            if (used != set.Count)
                throw new InvalidOperationException($"Of {set.Count} rows only {used} were trained on.");

            var bias = Enumerable.Repeat(float.NegativeInfinity, set.ClassCount).ToArray();
            foreach (var k in set.Classes) bias[k] = 0;
            return new TrainedModel(
                new TreeModel(set.VectorLength, set.ClassCount, scale, bias, trees), used, Stopwatch.GetElapsedTime(started), Converged: null);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new WrongUseException(
                "LightGBM's library cannot be loaded on this machine: choose another trainer, or, on Debian and Ubuntu, install libgomp1. "
                + $"({e.Message.Split('\n')[0].Trim()})", e);
        }
    }

    /// <returns>The model in LightGBM's text form.</returns>
    private string Boost(TrainingSet set, TrainingOptions options, PresentClasses present, CancellationToken cancel)
    {
        var parameters = Parameters(set.Count, set.Features.Length < FewValues ? 1 : threads, present.Count, options.Seed);
        var labels = Array.ConvertAll(present.Compact(set.Classes), k => (float)k);
        var weights = present.Weigh(set, options.Weights);
        var (dataset, booster) = ((nint)0, (nint)0);
        try
        {
            fixed (float* features = set.Features.Span, label = labels, weight = weights)
            {
                LightGbmLibrary.Check(LightGbmLibrary.CreateDataset(
                    features, LightGbmLibrary.Float32, set.Count, set.VectorLength, isRowMajor: 1, parameters, reference: 0, out dataset));
                LightGbmLibrary.Check(LightGbmLibrary.SetField(dataset, "label", label, labels.Length, LightGbmLibrary.Float32));
                if (weights.Length > 0)
                    LightGbmLibrary.Check(LightGbmLibrary.SetField(dataset, "weight", weight, weights.Length, LightGbmLibrary.Float32));
            }

            LightGbmLibrary.Check(LightGbmLibrary.CreateBooster(dataset, parameters, out booster));
            var isFinished = 0;
            for (var turn = 0; turn < Turns && isFinished == 0; turn++)
            {
                cancel.ThrowIfCancellationRequested();
                LightGbmLibrary.Check(LightGbmLibrary.Update(booster, out isFinished));
            }

            return Text(booster);
        }
        finally
        {
            if (booster != 0) LightGbmLibrary.Check(LightGbmLibrary.FreeBooster(booster));
            if (dataset != 0) LightGbmLibrary.Check(LightGbmLibrary.FreeDataset(dataset));
        }
    }

    private static string Text(nint booster)
    {
        LightGbmLibrary.Check(LightGbmLibrary.Save(booster, 0, count: -1, importance: 0, room: 0, out var length, null));
        var text = new byte[length];
        fixed (byte* place = text)
        {
            LightGbmLibrary.Check(LightGbmLibrary.Save(booster, 0, count: -1, importance: 0, length, out _, place));
        }

        // It ends with a zero.
        return Encoding.UTF8.GetString(text.AsSpan(0, text.Length - 1));
    }

    /// <summary>LightGBM's own 20 rows a leaf would leave a hundred labels without a single split.</summary>
    private static string Parameters(int rows, int threads, int classes, int seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"objective=multiclass num_class={classes} metric=none verbosity=-1 num_threads={threads} deterministic=true force_col_wise=true seed={seed} "
        + $"learning_rate=0.1 num_leaves=8 min_data_in_leaf={Math.Clamp(rows / 50, 1, 20)} min_data_in_bin=1 feature_fraction=0.3 feature_pre_filter=false");
}
