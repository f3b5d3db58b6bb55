using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Charts;

namespace ActiveLabel.Web.Shell.Charts.Files;

/// <summary>A confusion matrix as a picture: labelled classes down, predicted classes across.</summary>
internal static class ConfusionChart
{
    private const double Letters = 13, LetterWidth = 6.9, CellHeight = 44, Top = 118;

    /// <summary>Longer names are cut off: the picture is to stay a picture.</summary>
    private const int LongestName = 24;

    /// <param name="source">Where the figures come from, below the title.</param>
    public static Chart Draw(ConfusionMatrix matrix, IReadOnlyList<string> classNames, ConfusionScale scale, string title, string description, string source)
    {
        var names = classNames.Select(name => name.Length > LongestName ? $"{name[..(LongestName - 1)]}…" : name).ToArray();
        var longest = names.Max(n => n.Length) * LetterWidth;
        var (left, cell) = (Math.Max(120, longest + 32), Math.Max(72, longest + 14));
        List<IMark> marks =
        [
            new Words(new Spot(16, 26), title, Inks.Text, 17, Bold: true), new Words(new Spot(16, 46), source, Inks.Soft, Letters),
            new Words(new Spot(left + (cell * names.Length / 2), 82), "predicted", Inks.Soft, Letters, Anchor.Middle),
            new Words(new Spot(left - 12, Top - 10), "labelled", Inks.Soft, Letters, Anchor.End),
        ];
        for (var k = 0; k < names.Length; k++)
        {
            marks.Add(new Words(new Spot(left + ((k + 0.5) * cell), Top - 10), names[k], Inks.Text, Letters, Anchor.Middle));
            marks.Add(new Words(new Spot(left - 12, Top + ((k + 0.5) * CellHeight) + 4), names[k], Inks.Text, Letters, Anchor.End));
            for (var p = 0; p < names.Length; p++)
                Cell(new ConfusionCell(k, p));
        }

        return new Chart(Math.Max(left + (cell * names.Length) + 24, 16 + (Math.Max(title.Length * 9, source.Length * LetterWidth)) + 16), Top + (CellHeight * names.Length) + 24, title, description, marks);

        void Cell(ConfusionCell at)
        {
            var (x, y) = (left + (at.Predicted * cell), Top + (at.Truth * CellHeight));
            Spot[] box = [new(x + 1.5, y + 1.5), new(x + cell - 1.5, y + 1.5), new(x + cell - 1.5, y + CellHeight - 1.5), new(x + 1.5, y + CellHeight - 1.5)];
            marks.Add(new Outline(box, Closed: true, null, 0, [], at.IsRight ? Inks.Right : Inks.Wrong, 0.58 * ConfusionHeat.Strength(matrix, at, scale)));
            marks.Add(new Outline(box, Closed: true, Inks.Grid, 1, [], null));
            marks.Add(new Words(new Spot(x + (cell / 2), y + (CellHeight / 2) + 5), ConfusionHeat.Text(matrix, at, scale), Inks.Text, 14, Anchor.Middle, Bold: matrix[at.Truth, at.Predicted] > 0));
        }
    }
}
