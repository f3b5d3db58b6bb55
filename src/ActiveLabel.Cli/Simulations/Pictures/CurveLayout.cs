using System.Globalization;
using ActiveLabel.Core.Evaluation.Charts;
using ActiveLabel.Web.Shell.Charts;
using ActiveLabel.Web.Shell.Charts.Files;

namespace ActiveLabel.Cli.Simulations.Pictures;

/// <summary>Puts curves with their bands, axes and names into a drawing.</summary>
internal static class CurveLayout
{
    private const double Letters = 13, LetterWidth = 6.6, Row = 20;

    /// <summary>Names stand at the lines' ends, or below where that would leave too little for the lines.</summary>
    public static Chart Draw(CurvePicture picture, double width, double height)
    {
        var names = picture.Curves.Max(c => c.Name.Length) * LetterWidth;
        var below = names > width / 4;
        var top = picture.Heading is null ? 14.0 : 62;
        var (left, right) = (58.0, width - (below ? 16 : names + 34));
        var bottom = height - 46;
        var labels = new LinearScale(0, picture.Curves.Max(c => c.Points[^1].Labels) * 1.001 + 1e-9);
        var figures = Figures(picture.Curves);
        Spot Place(double x, double y) => new(left + (labels.Share(x) * (right - left)), bottom - (figures.Share(y) * (bottom - top)));

        List<IMark> marks = [];
        if (picture.Heading is { } heading)
        {
            marks.Add(new Words(new Spot(16, 26), picture.Title, Inks.Text, 17, Bold: true));
            marks.Add(new Words(new Spot(16, 46), heading, Inks.Soft, Letters));
        }

        Axes();
        foreach (var curve in picture.Curves)
            Band(curve);
        foreach (var curve in picture.Curves)
            Line(curve);
        if (below)
            NamesBelow();
        else
            NamesAtEnds();
        return new Chart(width, height + (below ? (picture.Curves.Count * Row) + 12 : 0), picture.Title, picture.Description, marks);

        void Axes()
        {
            foreach (var tick in figures.Ticks(6))
            {
                var strong = tick == 0 && figures.From < 0;
                marks.Add(new Outline([Place(0, tick), new Spot(right, Place(0, tick).Y)], Closed: false, strong ? Inks.Soft : Inks.Grid, strong ? 1.5 : 1, [], null));
                marks.Add(new Words(new Spot(left - 8, Place(0, tick).Y + 4), Number(tick, "0.##"), Inks.Soft, Letters, Anchor.End));
            }

            marks.Add(new Outline([new Spot(left, bottom), new Spot(right, bottom)], Closed: false, Inks.Soft, 1, [], null));
            foreach (var tick in labels.Ticks(width < 500 ? 5 : 8))
            {
                marks.Add(new Outline([new Spot(Place(tick, 0).X, bottom), new Spot(Place(tick, 0).X, bottom + 5)], Closed: false, Inks.Soft, 1, [], null));
                marks.Add(new Words(new Spot(Place(tick, 0).X, bottom + 19), Number(tick, "0"), Inks.Soft, Letters, Anchor.Middle));
            }

            marks.Add(new Words(new Spot((left + right) / 2, bottom + 39), "images labelled", Inks.Text, Letters, Anchor.Middle));
            marks.Add(new Words(new Spot(18, (top + bottom) / 2), picture.Figure, Inks.Text, Letters, Anchor.Middle, Upwards: true));
        }

        void Band(Curve curve)
        {
            if (curve.Points[0].Error is null)
                return;

            var high = curve.Points.Select(p => Place(p.Labels, p.Figure + p.Error!.Value));
            var low = curve.Points.Select(p => Place(p.Labels, p.Figure - p.Error!.Value)).Reverse();
            marks.Add(new Outline([.. high, .. low], Closed: true, null, 0, [], curve.Ink, 0.16));
        }

        void Line(Curve curve)
        {
            marks.Add(new Outline([.. curve.Points.Select(p => Place(p.Labels, p.Figure))], Closed: false, curve.Ink, 2, Markers.Dash(curve.Style), null));
            var each = (int)Math.Ceiling(curve.Points.Count / (width < 500 ? 8.0 : 14));
            marks.AddRange(curve.Points.Index().Where(p => (curve.Points.Count - 1 - p.Index) % each == 0)
                .Select(p => Markers.At(Place(p.Item.Labels, p.Item.Figure), curve.Style, curve.Ink)));
        }

        void NamesAtEnds()
        {
            var ends = picture.Curves.Select(c => Place(c.Points[^1].Labels, c.Points[^1].Figure)).ToArray();
            var spread = LabelPlacement.Spread([.. ends.Select(e => e.Y - top)], Row - 3, bottom - top);
            foreach (var (i, curve) in picture.Curves.Index())
                marks.Add(new Words(new Spot(ends[i].X + 11, top + spread[i] + 4), curve.Name, curve.Ink, Letters, Bold: true));
        }

        void NamesBelow()
        {
            foreach (var (i, curve) in picture.Curves.Index())
            {
                var y = height + (i * Row) + 12;
                marks.Add(new Outline([new Spot(left, y), new Spot(left + 36, y)], Closed: false, curve.Ink, 2, Markers.Dash(curve.Style), null));
                marks.Add(Markers.At(new Spot(left + 18, y), curve.Style, curve.Ink));
                marks.Add(new Words(new Spot(left + 46, y + 4), curve.Name, curve.Ink, Letters, Bold: true));
            }
        }
    }

    private static LinearScale Figures(IReadOnlyList<Curve> curves)
    {
        var points = curves.SelectMany(c => c.Points).ToArray();
        var lowest = points.Min(p => p.Figure - (p.Error ?? 0));
        var highest = points.Max(p => p.Figure + (p.Error ?? 0));
        return LinearScale.Around(Math.Min(lowest, highest - 0.02), highest, ticks: 6);
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
