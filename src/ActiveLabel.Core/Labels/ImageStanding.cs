using ActiveLabel.Core.Labels.Consensus;

namespace ActiveLabel.Core.Labels;

/// <summary>Where one image stands, derived from its part of the log and from nothing else.</summary>
/// <param name="Answer">Null while no class and no poor example stands.</param>
/// <param name="Opinions">Different people whose answer stands; an import counts as one.</param>
/// <param name="IsPoor">Whether somebody's newest answer is that it is a poor example: nobody else is asked then.</param>
public sealed record ImageStanding(Answer? Answer, int Opinions, bool IsPoor)
{
    /// <summary>
    /// Reads one image's entries, oldest first in the order of the log (not of their times: clocks are turned back). Classes
    /// and poor examples that nobody withdrew come to the answer by the method. An image drawn at random stays so when its
    /// answer is corrected later, outside the queue.
    /// </summary>
    /// <param name="method">Of Dawid and Skene, what serves until the next round: the majority.</param>
    public static ImageStanding Of(IEnumerable<LabelEntry> oldestFirst, ConsensusMethod method = ConsensusMethod.NewestAnswer)
    {
        var answers = StandingAnswers(oldestFirst as IReadOnlyCollection<LabelEntry> ?? [.. oldestFirst]);
        if (answers.Count == 0)
            return new ImageStanding(null, 0, false);

        var opinions = answers.ConvertAll(Opinion.Of);
        var consensus = Vote.Count(opinions, method);
        return new ImageStanding(
            new Answer(consensus.ClassId, answers.Exists(e => e.Audit), consensus.Source) { Confidence = consensus.Confidence },
            consensus.People,
            Vote.NewestOfEach(opinions).Exists(o => o.ClassId is null));
    }

    /// <summary>Whether nobody need be asked about it any more.</summary>
    /// <param name="overlap">Different people who shall answer, 1 or more.</param>
    public bool IsDone(int overlap) => IsPoor || Opinions >= overlap;

    /// <summary>Of one image's entries, the classes and poor examples that nobody withdrew, oldest first.</summary>
    public static IReadOnlyList<LabelEntry> Standing(IReadOnlyCollection<LabelEntry> oldestFirst) => StandingAnswers(oldestFirst);

    private static List<LabelEntry> StandingAnswers(IReadOnlyCollection<LabelEntry> entries)
    {
        var withdrawn = entries.Where(e => e.Kind == LabelKind.Withdrawal).Select(e => e.Withdraws).ToHashSet();
        return [.. entries.Where(e => e.Kind is LabelKind.Class or LabelKind.PoorExample && !withdrawn.Contains(e.Id))];
    }
}
