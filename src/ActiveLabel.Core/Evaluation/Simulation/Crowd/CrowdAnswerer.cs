using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation.Crowd;

/// <summary>People who err. What one says about an image hangs on seed, person and image alone, so every plan is told the same.</summary>
internal sealed class CrowdAnswerer(LabelledSet set, CrowdOptions options, int seed)
{
    private const int Turn = 0x5475726E;

    private readonly List<Opinion> _given = [];
    private readonly Dictionary<int, int> _answers = [];

    /// <summary>All that was answered, in its order; images and people by their places, classes by their ordinals.</summary>
    public IReadOnlyList<Opinion> Given => _given;

    public int AnswersOf(int image) => _answers.GetValueOrDefault(image);

    public double NoiseOf(int person) => options.Noise * (1 + (options.Spread * ((2.0 * person / (options.People - 1)) - 1)));

    /// <summary>Asks the next person about an image: each image has an order of people of its own.</summary>
    public void Ask(int image)
    {
        var turn = AnswersOf(image);
        var person = Enumerable.Range(0, options.People).OrderBy(p => SeededOrder.Key(seed ^ Turn, ((long)image * options.People) + p)).ElementAt(turn);
        var said = LabelNoise.Answer(set.Classes[image], set.ClassNames.Count, NoiseOf(person), seed, ((long)image * options.People) + person);
        _given.Add(new Opinion(image, person, said == LabelledSet.Outside ? null : said, LabelSource.LabelPage));
        _answers[image] = turn + 1;
    }
}
