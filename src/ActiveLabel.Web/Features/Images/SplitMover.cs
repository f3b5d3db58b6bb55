using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Practice;
using ActiveLabel.Web.Intake;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Images;

/// <summary>Moves images between the splits, out of the project and back when no round computes, and has a round follow.</summary>
internal sealed class SplitMover(ISplitMoves moves, IRoundTrigger trigger, IRoundStore rounds, PracticeShelf shelves, FeaturizeQueue featurizing, TimeProvider time)
{
    /// <summary>As many as are written in some milliseconds: people who label do not wait for thousands.</summary>
    private const int AtOnce = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <exception cref="WrongUseException">Rounds follow one another without a pause, or an image is gone. What was moved before stays so.</exception>
    public Task<SplitMoveOutcome> MoveAsync(Visitor visitor, long projectId, IReadOnlyList<long> imageIds, Split to, CancellationToken cancel) =>
        DoAsync(projectId, imageIds, some => moves.MoveAsync(projectId, some, to, visitor.PersonId, time.GetUtcNow(), cancel), cancel);

    /// <inheritdoc cref="MoveAsync" path="/exception"/>
    public async Task<SplitMoveOutcome> BringBackAsync(Visitor visitor, long projectId, IReadOnlyList<long> imageIds, CancellationToken cancel)
    {
        var outcome = await DoAsync(projectId, imageIds, some => moves.BringBackAsync(projectId, some, visitor.PersonId, time.GetUtcNow(), cancel), cancel);
        // Their vectors may be of another network than the project's by now.
        await featurizing.AddAsync(projectId, cancel);
        return outcome;
    }

    private async Task<SplitMoveOutcome> DoAsync(long projectId, IReadOnlyList<long> imageIds, Func<IReadOnlyList<long>, Task<SplitMoveOutcome?>> move, CancellationToken cancel)
    {
        var (moved, held) = (new List<long>(), new List<long>());
        try
        {
            foreach (var some in imageIds.Chunk(AtOnce))
            {
                var outcome = await WaitAsync(() => move(some), cancel);
                moved.AddRange(outcome.Moved);
                held.AddRange(outcome.Held);
            }
        }
        finally
        {
            shelves.Forget(projectId);
            // Models and figures that know the old splits are of the past.
            if (moved.Count > 0 && (await rounds.StandingAsync(projectId, CancellationToken.None)).Newest is not null)
                trigger.Request(projectId);
        }

        return new SplitMoveOutcome(moved, held);
    }

    private async Task<SplitMoveOutcome> WaitAsync(Func<Task<SplitMoveOutcome?>> move, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < Longest)
        {
            if (await move() is { } outcome)
                return outcome;

            await Task.Delay(Pause, time, cancel);
        }

        throw new WrongUseException("Rounds follow one another without a pause, and splits stay as they are while one computes. Try again when fewer people label.");
    }

    /// <summary>What a move came to, in a sentence or two.</summary>
    /// <param name="to">Null for back into the project.</param>
    public static string Say(SplitMoveOutcome outcome, Split? to)
    {
        var moved = to switch
        {
            Split.Test => "moved to the test split",
            Split.Pool => "moved to the pool",
            Split.Removed => "removed from the project",
            _ => "brought back into the project",
        };
        var held = outcome.Held.Count == 0 ? "" : $" {Wording.Count(outcome.Held.Count, "image")} stayed: somebody has {(outcome.Held.Count == 1 ? "it" : "them")} on the Label page.";
        return $"{Wording.Count(outcome.Moved.Count, "image")} {moved}.{held}";
    }
}
