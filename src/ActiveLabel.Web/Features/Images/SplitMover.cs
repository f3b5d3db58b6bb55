using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Practice;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Images;

/// <summary>Moves images between the splits, out of the project and back when no round computes, and has a round follow.</summary>
internal sealed class SplitMover(ISplitMoves moves, IRoundTrigger trigger, IRoundStore rounds, PracticeShelf shelves, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <exception cref="WrongUseException">Rounds follow one another without a pause, or an image is gone.</exception>
    public async Task<SplitMoveOutcome> MoveAsync(Visitor visitor, long projectId, IReadOnlyList<long> imageIds, Split to, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < Longest)
        {
            if (await moves.MoveAsync(projectId, imageIds, to, visitor.PersonId, time.GetUtcNow(), cancel) is { } outcome)
            {
                shelves.Forget(projectId);
                // Models and figures that know the old splits are of the past.
                if (outcome.Moved.Count > 0 && (await rounds.StandingAsync(projectId, cancel)).Newest is not null)
                    trigger.Request(projectId);
                return outcome;
            }

            await Task.Delay(Pause, time, cancel);
        }

        throw new WrongUseException("Rounds follow one another without a pause, and splits stay as they are while one computes. Try again when fewer people label.");
    }

    /// <summary>What a move came to, in a sentence or two.</summary>
    public static string Say(SplitMoveOutcome outcome, Split to)
    {
        var moved = to switch
        {
            Split.Test => "moved to the test split",
            Split.Pool => "moved to the pool",
            _ => "removed from the project",
        };
        var held = outcome.Held.Count == 0 ? "" : $" {Wording.Count(outcome.Held.Count, "image")} stayed: somebody has {(outcome.Held.Count == 1 ? "it" : "them")} on the Label page.";
        return $"{Wording.Count(outcome.Moved.Count, "image")} {moved}.{held}";
    }
}
