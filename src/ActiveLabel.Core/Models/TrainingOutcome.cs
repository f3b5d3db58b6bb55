namespace ActiveLabel.Core.Models;

/// <summary>How a model's training went, kept with the model.</summary>
/// <param name="Converged">False where the optimiser ended before it was done; null where it does not tell.</param>
/// <param name="Iterations">Steps of the optimiser; null where it does not tell.</param>
/// <param name="Guesses">Unlabelled images whose guessed classes it also learned from.</param>
/// <param name="PenaltyNote">Why the fixed penalties stand in for automatic ones; else null.</param>
public sealed record TrainingOutcome(bool? Converged, int? Iterations, int Guesses, string? PenaltyNote);
