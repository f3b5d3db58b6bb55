using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Rounds;

/// <summary>Rounds in plain words.</summary>
internal static class RoundWords
{
    /// <summary>As commands and settings write it, so that it can be asked for by what is read here.</summary>
    public static string Of(QueryStrategy strategy) => strategy.ToString();

    public static string Of(TrainerKind trainer) => trainer switch
    {
        TrainerKind.ElasticNet => "elastic net",
        TrainerKind.Sdca => "dual coordinate ascent",
        TrainerKind.LightGbm => "boosted trees (LightGBM)",
        _ => throw new ArgumentOutOfRangeException(nameof(trainer), trainer, "No word for this trainer."),
    };

    /// <summary>How a version was trained, in a few words; empty where nothing is known.</summary>
    public static string Training(ModelSummary? version)
    {
        if (version?.Options is not { } options || version.Outcome is not { } outcome)
            return "";

        List<string> said = [Of(options.Trainer)];
        if (options.Trainer != TrainerKind.LightGbm)
        {
            var penalties = options.L1 == 0 ? $"L2 {options.L2}" : $"L1 {options.L1}, L2 {options.L2}";
            said.Add(options.PenaltiesChosenAt is { } at ? $"{penalties}, chosen at {Wording.Count(at, "label")}" : penalties);
        }

        if (outcome.Iterations is { } steps) said.Add(Wording.Count(steps, "step"));
        if (outcome.Guesses > 0) said.Add($"guesses at {Wording.Count(outcome.Guesses, "image")}");
        if (options.WithoutGuesses) said.Add("without guesses, which the labels outdo");
        return string.Join(" · ", said) + (outcome.PenaltyNote is null ? "" : $". {outcome.PenaltyNote}");
    }

    /// <summary>The state as a table shows it.</summary>
    public static string Of(RoundState state) => state switch
    {
        RoundState.Preparing => "preparing",
        RoundState.Training => "training",
        RoundState.Scoring => "scoring",
        RoundState.Selecting => "selecting",
        RoundState.Ready => "ready",
        RoundState.Failed => "failed",
        RoundState.NotEnoughLabels => "not enough labels",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No word for this state."),
    };

    /// <summary>What the machine is doing, or did last, in one sentence.</summary>
    public static string Now(Round? round) => round switch
    {
        null => "The machine has nothing to do yet.",
        { State: RoundState.Preparing } => $"Round {round.Number} is reading the labels.",
        { State: RoundState.Training } => $"Round {round.Number} is training on {Wording.Count(round.LabelCount, "label")}.",
        { State: RoundState.Scoring } => $"Round {round.Number} is scoring the images that nobody has labelled yet.",
        { State: RoundState.Selecting } => $"Round {round.Number} is choosing which images to ask about next.",
        { State: RoundState.Ready } => $"Round {round.Number} is ready: the images it chose are next in the queue.",
        { State: RoundState.NotEnoughLabels } => $"Round {round.Number} could not train a model. {round.Reason}",
        { State: RoundState.Failed } => $"Round {round.Number} failed: {round.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(round), round.State, "No words for this state."),
    };

    /// <summary>Which images the figures rest on.</summary>
    public static string Basis(EvaluationBasis basis) => basis == EvaluationBasis.TestSplit
        ? "Judged by the labelled test images. None of them trains a model."
        : "Judged by the labelled images of the audit arm, which were drawn at random: each by a model that was trained without it.";
}
