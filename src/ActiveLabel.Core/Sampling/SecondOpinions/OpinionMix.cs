using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Sampling.SecondOpinions;

/// <summary>An answered image about which somebody else may be asked.</summary>
/// <param name="Score">How little that would help: <see cref="ActiveLabScores"/>.</param>
/// <param name="Answers">How many people have answered.</param>
public readonly record struct AnsweredCandidate(long ImageId, double Score, int Answers);

/// <summary>Deals a round's places out between new images and second opinions.</summary>
public static class OpinionMix
{
    /// <summary>
    /// Keeps the strategy's order and the audit arm's places. Each other place goes to the answered image of the lowest score
    /// where that is below the score of the new image whose turn it is; of equal ones the new image goes first. What is pushed
    /// out beyond the last place stays in the pool.
    /// </summary>
    /// <param name="picks">Of a strategy and the audit arm.</param>
    /// <param name="scoreOf">Of a new image among them.</param>
    /// <param name="most">So many second opinions at most.</param>
    public static IReadOnlyList<Pick> Deal(
        IReadOnlyList<Pick> picks, Func<long, double> scoreOf, IEnumerable<AnsweredCandidate> candidates, int most)
    {
        var waiting = new Queue<AnsweredCandidate>(candidates.OrderBy(c => c.Score).ThenBy(c => c.ImageId).Take(most));
        var fresh = new Queue<Pick>(picks.Where(p => p.Reason != PickReason.Audit));
        var dealt = new Pick[picks.Count];
        for (var rank = 0; rank < dealt.Length; rank++)
        {
            if (picks[rank].Reason == PickReason.Audit)
            {
                dealt[rank] = picks[rank];
            }
            else if (waiting.TryPeek(out var again) && again.Score < scoreOf(fresh.Peek().ImageId))
            {
                waiting.Dequeue();
                dealt[rank] = new Pick(again.ImageId, PickReason.SecondOpinion) { Why = new PickWhy(PickCause.SecondOpinion), Wanted = again.Answers + 1 };
            }
            else
            {
                dealt[rank] = fresh.Dequeue();
            }
        }

        return dealt;
    }
}
