using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation.Simulation.Crowd;

/// <summary>How the same number of answers is bought, and what is made of them.</summary>
/// <param name="Overlap">Different people who answer about each image.</param>
/// <param name="WherePays">Whether second opinions are also bought where that is expected to help more than a new image.</param>
/// <param name="Weighted">Whether images train the more the surer their answer is.</param>
public sealed record CrowdPlan(int Overlap, bool WherePays, ConsensusMethod Consensus, bool Weighted)
{
    public override string ToString() =>
        $"{(WherePays ? "where it pays" : $"{Overlap} each")}, {Words}{(Weighted ? ", weighted" : "")}";

    private string Words => Consensus switch
    {
        ConsensusMethod.NewestAnswer => "newest answer",
        ConsensusMethod.MajorityVote => "majority",
        _ => "Dawid-Skene",
    };
}

/// <summary>What to replay.</summary>
/// <param name="Plans">At least one; the first is what the others are held against.</param>
/// <param name="People">Who answer in turn, none twice about one image.</param>
/// <param name="Noise">How often their answers are a wrong class, on average, from 0 to below 1; test images stay right.</param>
/// <param name="Spread">
/// How unlike they are: person a of n errs noise (1 + spread (2 a / (n - 1) - 1)) of the time; 0 where all err alike, at most 1.
/// </param>
/// <param name="Start">Answers bought before the first model, about images of the centroid start.</param>
/// <param name="Batch">Answers bought in a round.</param>
/// <param name="Rounds">Rounds after the start.</param>
/// <param name="Seeds">Repetitions; every plan gets the same images to start with, and of each person about each image the same answer.</param>
public sealed record CrowdOptions(
    IReadOnlyList<CrowdPlan> Plans, int People, double Noise, double Spread, int Start, int Batch, int Rounds, int Seeds)
{
    /// <summary>Of a round's places, the share that may go to second opinions.</summary>
    public double MostSecond { get; init; } = SecondOpinionPicker.MostShare;

    /// <exception cref="WrongUseException">Something is out of bounds; the message names all that is.</exception>
    public void Check()
    {
        List<string> faults = [];
        if (Plans.Count == 0)
            faults.Add("name at least one overlap");
        if (People is < 2 or > 1000)
            faults.Add("2 to 1000 annotators answer");
        if (Plans.Any(p => p.Overlap < 1 || p.Overlap > People))
            faults.Add($"each image is answered by 1 to {People} different people");
        if (Noise is not (>= 0 and < 1) || Spread is not (>= 0 and <= 1) || Noise * (1 + Spread) >= 1)
            faults.Add("the noise, spread over the annotators, is a share of wrong answers from 0 to below 1 for each");
        if (Start < 1 || Batch < 1 || Rounds < 0 || Seeds < 1)
            faults.Add("start, batch and seeds are at least 1, rounds at least 0");
        if (Plans.Any(p => p.Overlap > 0 && (Start % p.Overlap != 0 || Batch % p.Overlap != 0)))
            faults.Add("start and batch are multiples of every overlap, so that all buy as many answers");
        if (faults.Count > 0)
            throw new WrongUseException($"This cannot be replayed: {string.Join("; ", faults)}.");
    }
}
