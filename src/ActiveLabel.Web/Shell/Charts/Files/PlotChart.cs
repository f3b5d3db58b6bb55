using ActiveLabel.Core.Evaluation.Charts;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Shell.Charts.Files;

/// <summary>Gives a sketch a size, with title, axes and legend around it.</summary>
internal static class PlotChart
{
    private const double Letters = 13, Small = 11, Row = 20, Side = 420, Wide = 720, Left = 64, Right = 24, Top = 68, Below = 52;

    /// <param name="source">Where the figures come from, below the title.</param>
    public static Chart Draw(PlotSketch sketch, string source)
    {
        var (width, height) = (sketch.IsSquare ? Side : Wide, sketch.IsSquare ? Side : 300);
        var (right, bottom) = (Left + width, Top + height);
        List<IMark> marks = [new Words(new Spot(16, 26), sketch.Title, Inks.Text, 17, Bold: true), new Words(new Spot(16, 46), source, Inks.Soft, Letters)];
        Axes();
        foreach (var mark in sketch.Marks)
            marks.AddRange(Shapes(mark));
        marks.AddRange(sketch.Words.Select(word => word.IsCentred
            ? new Words(new Spot(Place(word.At).X, Place(word.At).Y - 4), word.Text, Inks.Soft, Small, Anchor.Middle)
            : new Words(new Spot(Place(word.At).X - 4, Place(word.At).Y + 4), word.Text, Inks.Text, Letters, Anchor.End)));
        var named = sketch.Marks.Where(m => m.Name is not null).ToList();
        Legend();
        return new Chart(right + Right, bottom + Below + (named.Count * Row), sketch.Title, sketch.Description, marks);

        Spot Place(PlotValue at) => new(Left + (sketch.X.Scale.Share(at.X) * width), bottom - (sketch.Y.Scale.Share(at.Y) * height));

        void Axes()
        {
            foreach (var tick in sketch.Y.Scale.Ticks(sketch.Y.MostTicks))
            {
                var y = Place(new PlotValue(0, tick)).Y;
                marks.Add(new Outline([new Spot(Left, y), new Spot(right, y)], Closed: false, Inks.Grid, 1, [], null));
                marks.Add(new Words(new Spot(Left - 8, y + 4), sketch.Y.Format(tick), Inks.Soft, Letters, Anchor.End));
            }

            marks.Add(new Outline([new Spot(Left, bottom), new Spot(right, bottom)], Closed: false, Inks.Soft, 1, [], null));
            foreach (var tick in sketch.X.Scale.Ticks(sketch.X.MostTicks))
            {
                var x = Place(new PlotValue(tick, 0)).X;
                marks.Add(new Outline([new Spot(x, bottom), new Spot(x, bottom + 5)], Closed: false, Inks.Soft, 1, [], null));
                marks.Add(new Words(new Spot(x, bottom + 19), sketch.X.Format(tick), Inks.Soft, Letters, Anchor.Middle));
            }

            marks.Add(new Words(new Spot((Left + right) / 2, bottom + 39), sketch.X.Title, Inks.Text, Letters, Anchor.Middle));
            marks.Add(new Words(new Spot(18, (Top + bottom) / 2), sketch.Y.Title, Inks.Text, Letters, Anchor.Middle, Upwards: true));
        }

        IEnumerable<IMark> Shapes(PlotMark mark)
        {
            var ink = Inks.Of(mark.Tone);
            return mark.Shape switch
            {
                PlotShape.Dots => mark.Paths.SelectMany(path => path).Select(at => (IMark)Dot(Place(at), ink)),
                PlotShape.Area => mark.Paths.Select(path => new Outline([.. path.Select(Place)], Closed: true, null, 0, [], ink, mark.Name is null ? 0.14 : 0.55)),
                PlotShape.Whisker => mark.Paths.Select(path => new Outline([.. path.Select(Place)], Closed: false, ink, 1, [], null)),
                PlotShape.Guide => mark.Paths.Select(path => new Outline([.. path.Select(Place)], Closed: false, ink, 1, [3, 3], null)),
                _ => mark.Paths.Select(path => new Outline([.. path.Select(Place)], Closed: false, ink, 2, mark.DashLengths, null)),
            };
        }

        void Legend()
        {
            foreach (var (n, mark) in named.Index())
            {
                var y = bottom + Below + (n * Row);
                marks.Add(mark.Shape == PlotShape.Area
                    ? new Outline([new Spot(Left, y - 6), new Spot(Left + 36, y - 6), new Spot(Left + 36, y + 6), new Spot(Left, y + 6)], Closed: true, null, 0, [], Inks.Of(mark.Tone), 0.55)
                    : new Outline([new Spot(Left, y), new Spot(Left + 36, y)], Closed: false, Inks.Of(mark.Tone), 2, mark.DashLengths, null));
                marks.Add(new Words(new Spot(Left + 46, y + 4), mark.Name!, Inks.Text, Letters));
            }
        }
    }

    private static Outline Dot(Spot at, Ink ink)
    {
        const int Corners = 20;
        const double Radius = 4.5;
        return new Outline(
            [.. Enumerable.Range(0, Corners).Select(i => 2 * Math.PI * i / Corners).Select(a => new Spot(at.X + (Radius * Math.Cos(a)), at.Y + (Radius * Math.Sin(a))))],
            Closed: true, Inks.Paper, 1, [], ink);
    }
}
