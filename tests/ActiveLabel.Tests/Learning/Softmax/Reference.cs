using ActiveLabel.Core.Models;

namespace ActiveLabel.Tests.Learning.Softmax;

/// <summary>The objective by its formula, a number at a time and in doubles.</summary>
internal static class Reference
{
    /// <summary>sum_i w_i sum_k -t_ik ln p_ik + L1 |W|_1 + L2/2 |W|_2^2, all rows of weight 1 but for the guesses.</summary>
    public static double Objective(TrainingSet set, LinearModel model, TrainingOptions options)
    {
        var loss = 0.0;
        foreach (var (x, target) in Rows(set))
        {
            var log = LogProbabilities(x, model);
            loss -= target.Select((t, k) => t == 0 ? 0 : t * log[k]).Sum();
        }

        return loss + model.Weights.Sum(w => (options.L1 * Math.Abs((double)w)) + (options.L2 / 2 * (double)w * w));
    }

    /// <summary>[K, d] derivatives of the losses by the weights, and [K] by the biases.</summary>
    public static (double[][] Weights, double[] Biases) Gradient(TrainingSet set, LinearModel model)
    {
        var weights = Enumerable.Range(0, set.ClassCount).Select(_ => new double[set.VectorLength]).ToArray();
        var biases = new double[set.ClassCount];
        foreach (var (x, target) in Rows(set))
        {
            var log = LogProbabilities(x, model);
            for (var k = 0; k < biases.Length; k++)
            {
                var residual = (target.Sum() * Math.Exp(log[k])) - target[k];
                biases[k] += residual;
                for (var j = 0; j < x.Length; j++)
                {
                    weights[k][j] += residual * model.Scale[j] * x[j];
                }
            }
        }

        return (weights, biases);
    }

    public static double[] LogProbabilities(float[] x, LinearModel model)
    {
        var scores = Enumerable.Range(0, model.ClassCount)
            .Select(k => model.Bias[k] + x.Select((v, j) => (double)model.Weights[(k * x.Length) + j] * model.Scale[j] * v).Sum()).ToArray();
        var best = scores.Max();
        var sum = best + Math.Log(scores.Sum(s => Math.Exp(s - best)));
        return [.. scores.Select(s => s - sum)];
    }

    /// <summary>All rows with their shares of the classes, times their weight.</summary>
    private static IEnumerable<(float[] Features, double[] Target)> Rows(TrainingSet set)
    {
        for (var i = 0; i < set.Count; i++)
        {
            var target = new double[set.ClassCount];
            target[set.Classes[i]] = 1;
            yield return (set.Features.Slice(i * set.VectorLength, set.VectorLength).ToArray(), target);
        }

        for (var i = 0; i < (set.Guesses?.Count ?? 0); i++)
        {
            var weight = set.Guesses!.Weights.Span[i];
            var shares = set.Guesses.Shares.Slice(i * set.ClassCount, set.ClassCount).ToArray();
            yield return (set.Guesses.Features.Slice(i * set.VectorLength, set.VectorLength).ToArray(), [.. shares.Select(s => (double)weight * s)]);
        }
    }
}
