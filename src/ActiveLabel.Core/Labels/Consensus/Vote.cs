namespace ActiveLabel.Core.Labels.Consensus;

/// <summary>What one image's answers come to by counting.</summary>
internal static class Vote
{
    /// <param name="oldestFirst">At least one; all answers about one image that stand, in the order of the log.</param>
    /// <param name="method">Dawid and Skene count the majority here.</param>
    public static ImageConsensus Count(IReadOnlyList<Opinion> oldestFirst, ConsensusMethod method)
    {
        var newest = NewestOfEach(oldestFirst);
        var disputed = newest.Exists(o => o.ClassId != newest[0].ClassId);
        if (method != ConsensusMethod.NewestAnswer && VerdictAmong(oldestFirst) is { } verdict)
            return new ImageConsensus(verdict.ClassId, 1, verdict.Source, newest.Count, disputed, IsVerdict: true);

        var (winner, votes) = method == ConsensusMethod.NewestAnswer
            ? (newest[^1].ClassId, newest.Count(o => o.ClassId == newest[^1].ClassId))
            : Most(newest);
        return new ImageConsensus(winner, (double)votes / newest.Count, SourceOf(winner, oldestFirst), newest.Count, disputed, IsVerdict: false);
    }

    /// <summary>Where the newest answer that names the class was given.</summary>
    public static LabelSource SourceOf(long? classId, IReadOnlyList<Opinion> oldestFirst) => oldestFirst.Last(o => o.ClassId == classId).Source;

    /// <summary>The newest answer given in review; null where there is none.</summary>
    public static Opinion? VerdictAmong(IReadOnlyList<Opinion> oldestFirst)
    {
        for (var at = oldestFirst.Count - 1; at >= 0; at--)
        {
            if (oldestFirst[at].IsVerdict)
                return oldestFirst[at];
        }

        return null;
    }

    /// <summary>Each person's newest, oldest first.</summary>
    public static List<Opinion> NewestOfEach(IReadOnlyList<Opinion> oldestFirst)
    {
        var newest = new List<Opinion>(oldestFirst.Count);
        foreach (var opinion in oldestFirst)
        {
            newest.RemoveAll(o => o.PersonId == opinion.PersonId);
            newest.Add(opinion);
        }

        return newest;
    }

    private static (long? ClassId, int Votes) Most(List<Opinion> newest)
    {
        (long? Winner, int Votes) best = (null, 0);
        // From the newest back, so that of what has as many votes the one said last is kept.
        for (var at = newest.Count - 1; at >= 0; at--)
        {
            var votes = newest.Count(o => o.ClassId == newest[at].ClassId);
            if (votes > best.Votes)
                best = (newest[at].ClassId, votes);
        }

        return best;
    }
}
