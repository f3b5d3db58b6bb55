using System.Text;
using ActiveLabel.Core.Evaluation.Charts;
using ActiveLabel.Web.Shell.Charts.Files;

namespace ActiveLabel.Cli.Simulations.Html;

/// <summary>The style of a report: its sheet, and the colours of its pictures in the dark. Paper is always light.</summary>
internal static class PageStyle
{
    public static string Css => Sheet.Value;

    private static readonly Lazy<string> Sheet = new(() =>
    {
        using var file = new StreamReader(typeof(PageStyle).Assembly.GetManifestResourceStream("report.css")!);
        var css = new StringBuilder(file.ReadToEnd());
        css.Append("@media screen and (prefers-color-scheme: dark) {\n")
            .Append("  :root { --paper: #1f1b18; --ink: #ede6db; --soft: #b8ac9d; --line: #38312b; --well: #161311; --warn: #e5b95c; --warn-wash: #33290f; --heat: 106 177 243; }\n");
        foreach (Ink ink in Inks.All)
            css.Append($"  .fill-{ink.Name} {{ fill: {ink.Dark}; }} .line-{ink.Name} {{ stroke: {ink.Dark}; }}\n");

        return css.Append("}\n").ToString();
    });
}
