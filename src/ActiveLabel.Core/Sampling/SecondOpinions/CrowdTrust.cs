using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.SecondOpinions;

/// <summary>
/// How much the model and each person are to be trusted, by how often they agree with others (Goh, Tkachenko, Mueller 2022,
/// "CROWDLAB: supervised learning to infer consensus labels and quality scores for data with multiple annotators").
/// </summary>
/// <param name="Model">Weight of the model's probabilities.</param>
/// <param name="People">[people] weight of each person's answer.</param>
/// <param name="Agreement">How often an answer is the consensus, among images with several.</param>
/// <param name="HasSeveral">Whether any image has several answers; without, all weights are 1 and nothing is known of anybody.</param>
public sealed record CrowdTrust(double Model, IReadOnlyList<double> People, double Agreement, bool HasSeveral)
{
    /// <summary>Weights and differences do not fall below this.</summary>
    private const double Least = 1e-6;

    public double MeanPerson { get; } = People.Count == 0 ? 1 : People.Average();

    /// <param name="consensus">[n] what the answers about each image come to.</param>
    /// <param name="predictions">[n, K] by models that were trained without that image.</param>
    public static CrowdTrust Of(CrowdAnswers answers, IReadOnlyList<int> consensus, Predictions predictions)
    {
        int[] several = [.. Enumerable.Range(0, answers.Count).Where(i => answers.CountOf(i) > 1)];
        if (several.Length == 0)
            return new CrowdTrust(1, [.. Enumerable.Repeat(1.0, answers.PersonCount)], 1, HasSeveral: false);

        var (agreed, pairs) = (new double[answers.PersonCount], new double[answers.PersonCount]);
        var (agreement, modelRight) = (0.0, 0);
        foreach (var i in several)
        {
            var said = answers.Classes.AsSpan(answers.Starts[i], answers.CountOf(i));
            agreement += (double)said.Count(consensus[i]) / said.Length;
            modelRight += predictions.Best(i) == consensus[i] ? 1 : 0;
            for (var at = 0; at < said.Length; at++)
            {
                var person = answers.People[answers.Starts[i] + at];
                agreed[person] += said.Count(said[at]) - 1;
                pairs[person] += said.Length - 1;
            }
        }

        // Against whoever always says the most frequent class.
        var dullWrong = Math.Max(Least, 1 - ((double)several.Count(i => consensus[i] == Commonest(answers)) / several.Length));
        var all = pairs.Sum() > 0 ? agreed.Sum() / pairs.Sum() : 1;
        double Weight(double right) => Math.Max(Least, 1 - ((1 - right) / dullWrong));
        var people = agreed.Zip(pairs, (a, p) => Weight(p > 0 ? a / p : all)).ToArray();
        var model = Weight((double)modelRight / several.Length) * Math.Sqrt((double)answers.Classes.Length / answers.Count);
        return new CrowdTrust(Math.Max(Least, model), people, Math.Clamp(agreement / several.Length, Least, 1), HasSeveral: true);
    }

    private static int Commonest(CrowdAnswers answers) =>
        answers.Classes.CountBy(c => c).OrderByDescending(c => c.Value).ThenBy(c => c.Key).First().Key;
}
