using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Web.Features.Rounds;

/// <summary>Where a step of a round stands.</summary>
internal enum StepPlace
{
    Ahead,
    Current,
    Done,

    /// <summary>The round went no further.</summary>
    Stopped,
}

/// <param name="What">What happens in it, in a few words.</param>
internal sealed record RoundStep(RoundState State, string Name, string What);

/// <summary>The states of a round as a person sees them go by.</summary>
internal static class RoundSteps
{
    public static readonly IReadOnlyList<RoundStep> All =
    [
        new(RoundState.Preparing, "Prepare", "read the labels"),
        new(RoundState.Training, "Train", "fit and judge the model"),
        new(RoundState.Scoring, "Score", "look at all unlabelled images"),
        new(RoundState.Selecting, "Select", "choose the next images"),
        new(RoundState.Ready, "Ready", "they are in the queue"),
    ];

    /// <param name="state">The newest round's; null before the first.</param>
    public static StepPlace Place(RoundState? state, RoundState step) => state switch
    {
        null => StepPlace.Ahead,
        RoundState.Ready => StepPlace.Done,
        RoundState.NotEnoughLabels => step switch
        {
            RoundState.Preparing => StepPlace.Done,
            RoundState.Training => StepPlace.Stopped,
            _ => StepPlace.Ahead,
        },
        // Where in its walk it failed is not kept; its reason says more.
        RoundState.Failed => step == RoundState.Ready ? StepPlace.Stopped : StepPlace.Ahead,
        var current when step < current => StepPlace.Done,
        var current when step == current => StepPlace.Current,
        _ => StepPlace.Ahead,
    };
}
