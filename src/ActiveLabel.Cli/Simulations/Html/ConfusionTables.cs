using System.Text;
using static ActiveLabel.Cli.Simulations.Html.Figures;
using static ActiveLabel.Cli.Simulations.Html.HtmlTable;

namespace ActiveLabel.Cli.Simulations.Html;

/// <summary>After the last round, a table a strategy: true classes down, predicted classes across.</summary>
internal static class ConfusionTables
{
    public static string Write(SimulateReport report) =>
        $"<p>{Escape($"After the last round, of every 100 test images of the class in the row, how many are told to be of the class in the column{(report.Seeds > 1 ? "; means over the seeds" : "")}.")}</p>\n"
        + $"<div class=\"matrices\">\n{string.Concat(report.Strategies.Select(s => Table(report, s)))}</div>\n";

    private static string Table(SimulateReport report, SimulateStrategy strategy)
    {
        var html = new StringBuilder($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Escape($"Confusion matrix of {strategy.Strategy}")}\"><table class=\"confusion\">\n");
        html.Append($"<caption>{Escape(Invariant($"{strategy.Strategy}, {strategy.Rounds[^1].Asked:0} images labelled"))}</caption>\n<thead><tr><th scope=\"col\" class=\"words\">is \\ told</th>")
            .Append(string.Concat(report.Classes.Select(name => $"<th scope=\"col\">{Breakable(name)}</th>"))).Append("</tr></thead>\n<tbody>\n");
        foreach (var (truth, row) in strategy.Rounds[^1].Confusion.Index())
        {
            var whole = row.Sum();
            html.Append($"<tr><th scope=\"row\">{Escape(report.Classes[truth])}</th>");
            foreach (var (told, count) in row.Index())
            {
                var share = whole > 0 ? count / whole : 0;
                html.Append(Invariant($"<td class=\"cell{(told == truth ? " right" : "")}\" style=\"--share:{share * 0.45:0.###}\">{(whole > 0 ? Invariant($"{share * 100:0}") : "\u2013")}</td>"));
            }

            html.Append("</tr>\n");
        }

        return html.Append("</tbody></table></div>\n").ToString();
    }

    /// <summary>Long names may go on below after an underscore or a hyphen.</summary>
    private static string Breakable(string name) =>
        Escape(name).Replace("_", "_<wbr>", StringComparison.Ordinal).Replace("-", "-<wbr>", StringComparison.Ordinal);
}
