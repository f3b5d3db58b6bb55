using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>What an admin writes, as HTML that can do no harm: HTML in it is shown as text, links lead to the web or nowhere.</summary>
public static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseTaskLists().UseAutoLinks().Build();

    public static MarkupString Render(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().Where(l => !IsSafe(l.Url)))
        {
            link.Url = "";
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return new MarkupString(document.ToHtml(Pipeline));
    }

    /// <summary>The first paragraph, which says what it is all about; empty where it begins with something else.</summary>
    public static MarkupString Opening(string markdown) =>
        Markdown.Parse(markdown, Pipeline) is [ParagraphBlock first, ..]
            ? Render(markdown.Substring(first.Span.Start, first.Span.Length))
            : new MarkupString("");

    private static bool IsSafe(string? address) =>
        address is not null && Uri.TryCreate(address.Trim(), UriKind.RelativeOrAbsolute, out var uri)
        && (!uri.IsAbsoluteUri || uri.Scheme is "http" or "https" or "mailto" || (uri.Scheme == "file" && address.StartsWith('/')));
}
