using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling;

/// <summary>What the model was taught that made the predictions, and how others like it are taught.</summary>
/// <param name="Model">That model. Its scale is what makes columns alike.</param>
/// <param name="Set">The labelled rows behind it, without guesses.</param>
/// <param name="Trainer">Trains a model of any part of the set as that model was trained.</param>
public sealed record Lesson(Classifier Model, TrainingSet Set, ITrainer Trainer, TrainingOptions Options);
