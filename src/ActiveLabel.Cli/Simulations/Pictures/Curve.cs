using ActiveLabel.Core.Evaluation.Charts;

namespace ActiveLabel.Cli.Simulations.Pictures;

/// <summary>One line of a picture.</summary>
/// <param name="Points">Labels, figure, and its standard error where there is one.</param>
/// <param name="Style">Its place among the dashes and markers.</param>
internal sealed record Curve(string Name, IReadOnlyList<(double Labels, double Figure, double? Error)> Points, Ink Ink, int Style);

/// <summary>A picture of curves over labels.</summary>
/// <param name="Heading">Above it; null where the page says it.</param>
/// <param name="Description">What a person would read off it.</param>
internal sealed record CurvePicture(string Title, string? Heading, string Figure, string Description, IReadOnlyList<Curve> Curves);
