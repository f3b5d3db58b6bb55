using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;

namespace ActiveLabel.Core.Rounds;

/// <summary>What a model is trained with, as far as its labels decide it: first whether guesses help, then the penalties for a model with or without them.</summary>
internal static class TrainingPlan
{
    /// <summary>Only the elastic net knows other coordinates than the columns.</summary>
    public static Normalisation NormalisationOf(TrainerKind trainer, Normalisation asked) =>
        trainer == TrainerKind.ElasticNet ? asked : Normalisation.Columns;

    /// <param name="trainer">That will train the model.</param>
    /// <param name="guessing">The same where it guesses, else null.</param>
    /// <param name="vectors">[n] all images that the model is trained on.</param>
    /// <param name="classes">[n] zero-based.</param>
    /// <param name="options">As they are set, with the fixed penalties.</param>
    /// <param name="before">Options of the model before, for the same classes and featurizer; or null.</param>
    public static PenaltyDecision Decide(
        ITrainer trainer, GuessingTrainer? guessing, VectorRows vectors, IReadOnlyList<int> classes, int classCount, TrainingOptions options,
        PenaltyChoice penalties, TrainingOptions? before, CancellationToken cancel)
    {
        if (guessing is not null)
            options = GuessTrial.Decide(guessing, vectors, classes, classCount, options, before, cancel);
        return penalties == PenaltyChoice.Fixed
            ? new PenaltyDecision(options)
            : AutomaticPenalties.Decide(trainer, vectors, classes, classCount, options, before, cancel);
    }
}
