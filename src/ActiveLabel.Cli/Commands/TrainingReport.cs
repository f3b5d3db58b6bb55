using System.Globalization;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Cli.Commands;

/// <summary>How a model version was trained, in JSON and in one line.</summary>
/// <param name="Trainer"><c>elastic-net</c>, <c>sdca</c> or <c>lightgbm</c>, which knows no penalties.</param>
/// <param name="PenaltiesChosenAt">Labels there were when cross-validation chose the penalties; null where they are fixed.</param>
/// <param name="PenaltyNote">Why the fixed penalties stand in for automatic ones; else null.</param>
/// <param name="Converged">Null where it is not known.</param>
/// <param name="Guesses">Unlabelled images whose guessed classes it also learned from; null where it is not known.</param>
/// <param name="WithoutGuesses">Guesses were found to be worse than what the labels alone teach, and left out.</param>
internal sealed record TrainingReport(
    string Trainer, float L1, float L2, int? PenaltiesChosenAt, string? PenaltyNote, bool? Converged, int? Iterations, int? Guesses, bool WithoutGuesses)
{
    public static TrainingReport Of(TrainingOptions options, TrainingOutcome? outcome) => new(
        TrainingNames.Of(options.Trainer), options.L1, options.L2, options.PenaltiesChosenAt, outcome?.PenaltyNote, outcome?.Converged, outcome?.Iterations, outcome?.Guesses, options.WithoutGuesses);

    public override string ToString()
    {
        if (Trainer == TrainingNames.Of(TrainerKind.LightGbm))
            return $"Trained by lightgbm.{(PenaltyNote is null ? "" : $" {PenaltyNote}")}";

        var penalties = string.Create(CultureInfo.InvariantCulture, $"Trained by {Trainer}, L1 {L1}, L2 {L2}")
            + (PenaltiesChosenAt is { } at ? $" (chosen by cross-validation at {at} labels)" : "");
        var end = Converged switch
        {
            true => $"; converged after {Iterations} steps",
            false => $"; it had NOT converged after {Iterations} steps",
            null => "",
        };
        return $"{penalties}{end}{(Guesses > 0 ? $"; also learned from {Guesses} guessed images" : WithoutGuesses ? "; without guesses, which the labels outdo" : "")}."
            + (PenaltyNote is null ? "" : $" {PenaltyNote}");
    }
}
