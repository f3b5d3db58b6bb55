using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>
/// How much a committee disagrees: the mean Kullback-Leibler divergence, in bits, of its members' probabilities to their mean,
/// sum_m sum_k p_m(k) log2(p_m(k) / p(k)) / M, which is the entropy of the mean less the mean of the entropies. Each member is
/// trained on a bootstrap of the labels (<see cref="Bootstrap"/>).
/// </summary>
/// <remarks>
/// McCallum and Nigam (1998), "Employing EM and pool-based active learning for text classification"; members by bagging after
/// Abe and Mamitsuka (1998), "Query learning strategies using boosting and bagging".
/// </remarks>
internal sealed class CommitteeUtility : IUtility
{
    /// <summary>M. Few, since each is a training; the sources use three to ten or so.</summary>
    public const int Members = 5;

    /// <summary>Members shall disagree where labels are scarce, not agree to the last digit.</summary>
    private const float Tolerance = 1e-6f;

    public double[] Compute(SamplingPool pool, Predictions predictions, int seed, CancellationToken cancel)
    {
        var utilities = new double[pool.Count];
        var lesson = pool.RequireLesson();
        if (pool.Count == 0 || lesson.Set.Classes.Distinct().Count() < 2)
            return utilities;

        var classes = lesson.Set.ClassCount;
        var mean = new float[pool.Count * classes];
        var entropies = new double[pool.Count];
        var options = lesson.Options with { Tolerance = Math.Max(lesson.Options.Tolerance, Tolerance) };
        for (var member = 0; member < Members; member++)
        {
            var set = Bootstrap.Of(lesson.Set, unchecked((seed * Members) + member));
            var said = lesson.Trainer.Train(set, options, cancel).Model.CreateScorer().Score(pool.Vectors, cancel: cancel);
            Parallel.For(0, pool.Count, BackgroundThreads.Loop(cancel), i =>
            {
                var sum = mean.AsSpan(i * classes, classes);
                for (var k = 0; k < classes; k++) sum[k] += said[i][k] / Members;
                entropies[i] += EntropyUtility.Bits(said[i]) / Members;
            });
        }

        // Rounding may leave a little less than nothing.
        for (var i = 0; i < utilities.Length; i++)
            utilities[i] = Math.Max(0, EntropyUtility.Bits(mean.AsSpan(i * classes, classes)) - entropies[i]);
        return utilities;
    }
}
