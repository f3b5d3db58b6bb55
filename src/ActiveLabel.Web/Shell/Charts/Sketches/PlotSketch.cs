namespace ActiveLabel.Web.Shell.Charts.Sketches;

/// <summary>
/// A plot in its own values, with nothing said about its size: <see cref="PlotFigure"/> draws it on a page, where it
/// stretches and follows light and dark, and <see cref="Files.PlotChart"/> in a file.
/// </summary>
/// <param name="Title">What it shows; names of classes may stand in it.</param>
/// <param name="Description">What a person would read off it, for those who do not see it.</param>
/// <param name="Marks">Later ones cover earlier ones.</param>
public sealed record PlotSketch(string Title, string Description, PlotAxis X, PlotAxis Y, IReadOnlyList<PlotMark> Marks)
{
    /// <summary>Words that stand on the drawing.</summary>
    public IReadOnlyList<PlotWord> Words { get; init; } = [];

    /// <summary>As wide as high, since both axes are of one kind.</summary>
    public bool IsSquare { get; init; }
}

/// <param name="Format">What a tick says.</param>
public sealed record PlotAxis(LinearScale Scale, string Title, Func<double, string> Format, int MostTicks = 6)
{
    public static readonly LinearScale Unit = new(0, 1);

    /// <summary>From 0 to 1, as probabilities and shares are.</summary>
    public static PlotAxis Share(string title) => new(Unit, title, value => value.ToString("0.##"));
}

/// <summary>A place in the values of the axes.</summary>
public readonly record struct PlotValue(double X, double Y);

public enum PlotShape
{
    Line,

    /// <summary>Closed and filled.</summary>
    Area,

    /// <summary>A dot at each place.</summary>
    Dots,

    /// <summary>A thin dashed line that helps to read off.</summary>
    Guide,

    /// <summary>A thin line for how far a figure may be off.</summary>
    Whisker,
}

/// <param name="Paths">One or several lines, areas or rows of dots.</param>
/// <param name="Name">By which a legend knows it; null for what needs none.</param>
/// <param name="Dash">Place among the dashes, 0 for a whole line: what tells lines apart where colours do not.</param>
public sealed record PlotMark(PlotShape Shape, PlotTone Tone, IReadOnlyList<IReadOnlyList<PlotValue>> Paths, string? Name = null, int Dash = 0)
{
    private static readonly double[][] Dashes = [[], [9, 4], [2, 3], [12, 4, 2, 4], [5, 3], [14, 4, 5, 4]];

    /// <summary>Lengths of line and gap by turns; empty for a whole line.</summary>
    public IReadOnlyList<double> DashLengths => Dashes[Dash % Dashes.Length];

    public static PlotMark Line(PlotTone tone, IReadOnlyList<PlotValue> path, string? name = null, int dash = 0) => new(PlotShape.Line, tone, [path], name, dash);

    public static PlotMark Area(PlotTone tone, IReadOnlyList<PlotValue> path) => new(PlotShape.Area, tone, [path]);

    public static PlotMark Dots(PlotTone tone, IReadOnlyList<PlotValue> places) => new(PlotShape.Dots, tone, [places]);

    public static PlotMark Guide(params IReadOnlyList<PlotValue> path) => new(PlotShape.Guide, PlotTone.Quiet, [path]);

    /// <summary>Boxes that stand on 0, or hang from it.</summary>
    /// <param name="boxes">From and to along the lower axis, and how far they reach.</param>
    public static PlotMark Bars(PlotTone tone, IEnumerable<(double From, double To, double Height)> boxes, string? name = null) => new(
        PlotShape.Area, tone,
        [.. boxes.Where(b => b.Height != 0).Select(b => new PlotValue[] { new(b.From, 0), new(b.From, b.Height), new(b.To, b.Height), new(b.To, 0) })],
        name);
}

/// <param name="At">Where it ends, in the values of the axes; or its middle.</param>
/// <param name="IsCentred">A small figure above what it counts, instead of a word that ends there.</param>
public sealed record PlotWord(PlotValue At, string Text, bool IsCentred = false);

/// <summary>The colour of a mark: of a class, or of what it is there for.</summary>
/// <param name="Class">Ordinal of a class; null for what belongs to none.</param>
public readonly record struct PlotTone(int? Class)
{
    /// <summary>Of what stands back: other images, a line of reference.</summary>
    public static readonly PlotTone Quiet = new(null);

    /// <summary>Of all classes together.</summary>
    public static readonly PlotTone Whole = new(-1);

    public static PlotTone Of(int ordinal) => new(ordinal);

    /// <summary>Sets <c>--series</c> for the style of plots.</summary>
    public string Style => Class switch
    {
        null => "--series:var(--chart-axis)",
        < 0 => "--series:var(--chart-line)",
        { } ordinal => $"--series:{ClassColours.For(ordinal)}",
    };
}
