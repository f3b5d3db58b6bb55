using System.Net;
using System.Text;

namespace ActiveLabel.Cli.Simulations.Html;

/// <summary>A table of a page: its first column names the rows.</summary>
internal static class HtmlTable
{
    /// <param name="kind">Class of the table.</param>
    public static string Write(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, string kind = "")
    {
        var html = new StringBuilder($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Escape(caption)}\"><table class=\"{kind}\">\n<caption>{Escape(caption)}</caption>\n");
        if (heads.Count > 0)
            html.Append("<thead><tr>").Append(string.Concat(heads.Select(head => $"<th scope=\"col\">{Escape(head)}</th>"))).Append("</tr></thead>\n");

        html.Append("<tbody>\n");
        foreach (var row in rows)
            html.Append($"<tr><th scope=\"row\">{Escape(row[0])}</th>").Append(string.Concat(row.Skip(1).Select(cell => $"<td>{Escape(cell)}</td>"))).Append("</tr>\n");

        return html.Append("</tbody></table></div>\n").ToString();
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);
}
