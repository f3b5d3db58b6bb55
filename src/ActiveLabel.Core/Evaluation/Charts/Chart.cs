namespace ActiveLabel.Core.Evaluation.Charts;

/// <summary>A chart as shapes and words, before it becomes an SVG or a PNG file.</summary>
/// <param name="Width">In units of 1/96 inch, as all lengths in it.</param>
/// <param name="Title">What it shows, for those who do not see it.</param>
/// <param name="Description">What a person would read off it.</param>
/// <param name="Marks">Later ones cover earlier ones.</param>
public sealed record Chart(double Width, double Height, string Title, string Description, IReadOnlyList<IMark> Marks);

public interface IMark;

/// <summary>From the left and the top.</summary>
public readonly record struct Spot(double X, double Y);

/// <summary>A colour in light and in dark surroundings, as <c>#rrggbb</c>.</summary>
/// <param name="Name">By which a style sheet knows it.</param>
public sealed record Ink(string Name, string Light, string Dark);

/// <param name="Closed">Whether the last spot is joined to the first.</param>
/// <param name="Stroke">Null for no line.</param>
/// <param name="Dash">Lengths of line and gap by turns; empty for a whole line.</param>
/// <param name="Fill">Null for nothing within.</param>
/// <param name="Opacity">Of what is within, 0 to 1.</param>
public sealed record Outline(
    IReadOnlyList<Spot> Spots, bool Closed, Ink? Stroke, double LineWidth, IReadOnlyList<double> Dash, Ink? Fill, double Opacity = 1) : IMark;

/// <param name="At">The foot of the words, at their start, middle or end.</param>
/// <param name="Upwards">Whether they run from the bottom to the top.</param>
public sealed record Words(Spot At, string Text, Ink Ink, double Size, Anchor Anchor = Anchor.Start, bool Bold = false, bool Upwards = false) : IMark;

public enum Anchor
{
    Start,
    Middle,
    End,
}
