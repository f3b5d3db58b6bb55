using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using ActiveLabel.Core.Evaluation.Charts;

namespace ActiveLabel.Web.Shell.Charts.Files;

/// <summary>
/// Writes a drawing as SVG. Light colours stand in attributes, which every program reads; classes beside them let a page
/// that holds the drawing change them.
/// </summary>
internal static class SvgText
{
    private const string Fonts = "'Source Sans 3', 'Segoe UI', system-ui, 'DejaVu Sans', sans-serif";

    /// <summary>A file of its own, on white.</summary>
    public static string File(Chart drawing) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{Write(drawing, "chart", $"<rect width=\"100%\" height=\"100%\" fill=\"{Inks.Paper.Light}\"/>\n")}";

    /// <summary>A part of a page, as wide as there is room.</summary>
    /// <param name="id">Unique on its page.</param>
    public static string Inline(Chart drawing, string id) => Write(drawing, id, "");

    private static string Write(Chart drawing, string id, string behind)
    {
        var svg = new StringBuilder();
        var (width, height) = (Number(drawing.Width), Number(drawing.Height));
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{Fonts}\">\n");
        svg.Append($"<title id=\"{id}-title\">{Escape(drawing.Title)}</title>\n<desc id=\"{id}-desc\">{Escape(drawing.Description)}</desc>\n{behind}");
        foreach (var mark in drawing.Marks)
        {
            svg.Append(mark switch { Outline outline => Path(outline), Words words => Text(words), _ => "" }).Append('\n');
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Path(Outline outline)
    {
        var path = string.Concat(outline.Spots.Select((s, i) => $"{(i == 0 ? 'M' : 'L')}{Number(s.X)} {Number(s.Y)}")) + (outline.Closed ? "Z" : "");
        var fill = outline.Fill is { } f ? $"fill=\"{f.Light}\"" + (outline.Opacity < 1 ? $" fill-opacity=\"{Number(outline.Opacity)}\"" : "") : "fill=\"none\"";
        var stroke = outline.Stroke is { } s ? $" stroke=\"{s.Light}\" stroke-width=\"{Number(outline.LineWidth)}\" stroke-linejoin=\"round\"" : "";
        var dash = outline.Dash.Count > 0 ? $" stroke-dasharray=\"{string.Join(' ', outline.Dash.Select(Number))}\"" : "";
        var names = string.Join(' ', new[] { outline.Fill is { } a ? $"fill-{a.Name}" : null, outline.Stroke is { } b ? $"line-{b.Name}" : null }.OfType<string>());
        return $"<path class=\"{names}\" d=\"{path}\" {fill}{stroke}{dash}/>";
    }

    private static string Text(Words words)
    {
        var anchor = words.Anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        var turn = words.Upwards ? $" transform=\"rotate(-90 {Number(words.At.X)} {Number(words.At.Y)})\"" : "";
        return $"<text class=\"fill-{words.Ink.Name}\" x=\"{Number(words.At.X)}\" y=\"{Number(words.At.Y)}\" font-size=\"{Number(words.Size)}\" fill=\"{words.Ink.Light}\"{anchor}{(words.Bold ? " font-weight=\"600\"" : "")}{turn}>{Escape(words.Text)}</text>";
    }

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A name may hold what XML cannot, not even escaped.</summary>
    private static string Escape(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD')));
}
