using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.SecondOpinions;

/// <summary>
/// How little one more answer about an image would help, new images and answered ones on one scale: the lower, the sooner to
/// be asked about (Goh, Mueller 2023, "ActiveLab: active learning with re-labeling by humans", arXiv 2301.11856). It is the
/// mean of what the model, each answer and one more answer that says nothing (1/K) hold of the consensus, by the trust in them.
/// </summary>
public static class ActiveLabScores
{
    /// <summary>Of a new image.</summary>
    /// <param name="probabilities">[K].</param>
    public static double OfNew(CrowdTrust trust, ReadOnlySpan<float> probabilities)
    {
        var best = 0f;
        foreach (var p in probabilities) best = Math.Max(best, p);
        return ((trust.Model * best) + (trust.MeanPerson / probabilities.Length)) / (trust.Model + trust.MeanPerson);
    }

    /// <summary>Of images with answers.</summary>
    /// <param name="consensus">[n] what the answers about each image come to.</param>
    /// <param name="predictions">[n, K] by models that were trained without that image.</param>
    /// <returns>[n].</returns>
    public static double[] OfAnswered(CrowdTrust trust, CrowdAnswers answers, IReadOnlyList<int> consensus, Predictions predictions)
    {
        var k = answers.ClassCount;
        var scores = new double[answers.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var (held, weight) = (trust.MeanPerson / k, trust.MeanPerson + trust.Model);
            held += trust.Model * predictions[i][consensus[i]];
            for (var at = answers.Starts[i]; at < answers.Starts[i + 1]; at++)
            {
                var person = trust.People[answers.People[at]];
                weight += person;
                // While nobody's answers can be compared, they are held to be as good as the model finds them.
                var holds = !trust.HasSeveral ? predictions[i][consensus[i]]
                    : answers.Classes[at] == consensus[i] ? trust.Agreement : (1 - trust.Agreement) / (k - 1);
                held += person * holds;
            }

            scores[i] = held / weight;
        }

        return scores;
    }
}
