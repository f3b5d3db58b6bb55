using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Rounds;

public enum RoundState
{
    Preparing,
    Training,
    Scoring,
    Selecting,

    /// <summary>Its picks are in the queue.</summary>
    Ready,
    Failed,

    /// <summary>Fewer than two classes have labels: its picks are those of the start strategy.</summary>
    NotEnoughLabels,
}

/// <summary>One turn of train, score, select: a persisted state machine. A round cut off by a crash starts again at boot.</summary>
public sealed class Round
{
    private Round() { }

    public long Id { get; private set; }

    public long ProjectId { get; private set; }

    /// <summary>1, 2, 3, ... within the project.</summary>
    public int Number { get; private set; }

    public RoundState State { get; private set; }

    /// <summary>What picked, as the policy said when the round began.</summary>
    public QueryStrategy Strategy { get; private set; }

    public int BatchSize { get; private set; }

    public int Seed { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Labelled pool images it trained on.</summary>
    public int LabelCount { get; private set; }

    public long? ModelVersionId { get; private set; }

    /// <summary>Why it failed or could not train.</summary>
    public string? Reason { get; private set; }

    /// <summary>What it did with its time so far; null of rounds from before it was kept.</summary>
    public RoundTimes? Times { get; private set; }

    public bool IsOver => State is RoundState.Ready or RoundState.Failed or RoundState.NotEnoughLabels;

    public static Round Begin(long projectId, int number, QueryStrategy strategy, int batchSize, int seed, DateTimeOffset now) =>
        new()
        {
            ProjectId = projectId,
            Number = number,
            State = RoundState.Preparing,
            Strategy = strategy,
            BatchSize = batchSize,
            Seed = seed,
            StartedAt = now,
        };

    public void Spend(RoundTimes times) => Times = times;

    public void Train(int labelCount) => (State, LabelCount) = (From(RoundState.Preparing, RoundState.Training), labelCount);

    public void Score(long modelVersionId) => (State, ModelVersionId) = (From(RoundState.Training, RoundState.Scoring), modelVersionId);

    public void Select() => State = From(RoundState.Scoring, RoundState.Selecting);

    public void Finish(DateTimeOffset now) => (State, FinishedAt) = (From(RoundState.Selecting, RoundState.Ready), now);

    /// <summary>Ends a round that has too few labels to train; its picks come from the start strategy.</summary>
    public void Lack(string reason, int labelCount, DateTimeOffset now) =>
        (State, Reason, LabelCount, FinishedAt) = (From(RoundState.Preparing, RoundState.NotEnoughLabels), reason, labelCount, now);

    public void Fail(string reason, DateTimeOffset now)
    {
        if (IsOver)
            throw new InvalidOperationException($"Round {Number} is over ({State}) and cannot fail.");

        (State, Reason, FinishedAt) = (RoundState.Failed, reason, now);
    }

    /// <summary>Starts over after a crash.</summary>
    public void Restart()
    {
        if (IsOver)
            throw new InvalidOperationException($"Round {Number} is over ({State}) and cannot start again.");

        (State, ModelVersionId, LabelCount, Times) = (RoundState.Preparing, null, 0, null);
    }

    private RoundState From(RoundState expected, RoundState next) =>
        State == expected ? next : throw new InvalidOperationException($"Round {Number} is {State}, not {expected}, and cannot become {next}.");
}
