namespace ActiveLabel.Core.Labels.Consensus;

/// <summary>How often somebody who was shown an image of a known class gave which class: in practice and in hidden checks.</summary>
/// <param name="Hidden">Answers of hidden checks.</param>
/// <param name="Practised">Answers in practice.</param>
public readonly record struct GoldAnswers(long PersonId, long RightClassId, long GivenClassId, int Hidden, int Practised);

/// <summary>How right somebody is, as far as the answers of everybody tell.</summary>
/// <param name="Answers">Of classes, about images that others have answered too, or that a verdict was given on: those from which it was found.</param>
/// <param name="Accuracy">The share of right answers to be expected, with the classes as frequent as found.</param>
/// <param name="Rates">[K given][K true] how often they give a class to an image of another; each true class sums to 1.</param>
public sealed record PersonSkill(long PersonId, int Answers, double Accuracy, IReadOnlyList<IReadOnlyList<double>> Rates);
