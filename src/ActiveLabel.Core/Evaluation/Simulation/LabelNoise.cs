using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>
/// Answers that are wrong now and then, as people's are. Whether an image's answer is wrong, and how, hangs on seed and
/// image alone: every strategy that asks about it is told the same.
/// </summary>
internal static class LabelNoise
{
    // Numbers of their own: by the seed itself a random strategy orders its picks, and the first of them would all be wrong.
    private const int Whether = 0x4E6F6973, Which = 0x57726F6E;

    /// <param name="truth">Zero-based class of <paramref name="classCount"/>, or <see cref="LabelledSet.Outside"/>, which stays so.</param>
    /// <param name="share">How often an answer is wrong, 0 to 1; each other class is then as likely.</param>
    public static int Answer(int truth, int classCount, double share, int seed, long image)
    {
        if (truth == LabelledSet.Outside || SeededOrder.Unit(seed ^ Whether, image) >= share)
            return truth;

        var other = (int)(SeededOrder.Unit(seed ^ Which, image) * (classCount - 1));
        return other < truth ? other : other + 1;
    }
}
