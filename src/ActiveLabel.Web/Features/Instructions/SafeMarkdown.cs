using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>
/// What an admin writes, as HTML that can do no harm: HTML in it is shown as text, links lead to the web or nowhere, and
/// pictures are those that were put into the project.
/// </summary>
public static partial class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseTaskLists().UseAutoLinks().Build();

    public static MarkupString Render(string markdown)
    {
        if (Parse(markdown) is not { } document)
            return new MarkupString($"<pre>{WebUtility.HtmlEncode(markdown)}</pre>");

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage && !IsOurs(link.Url))
                link.ReplaceBy(new LiteralInline("[picture left out]"), copyChildren: false);
            else if (!link.IsImage && !IsSafe(link.Url))
                link.Url = "";
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return new MarkupString(document.ToHtml(Pipeline));
    }

    /// <summary>Addresses of pictures that are not shown, since they do not lie in a project; in their order.</summary>
    public static IReadOnlyList<string> LeftOut(string markdown) =>
        Parse(markdown) is { } document
            ? [.. document.Descendants<LinkInline>().Where(l => l.IsImage && !IsOurs(l.Url)).Select(l => l.Url ?? "").Distinct(StringComparer.Ordinal)]
            : [];

    /// <summary>The first paragraph, which says what it is all about; empty where it begins with something else.</summary>
    public static MarkupString Opening(string markdown) =>
        Parse(markdown) is [ParagraphBlock first, ..]
            ? Render(markdown.Substring(first.Span.Start, first.Span.Length))
            : new MarkupString("");

    /// <returns>Null for what is nested too deeply to be read.</returns>
    private static MarkdownDocument? Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            // Thousands of quotes or brackets within one another: nobody writes that to be read.
            return null;
        }
    }

    /// <summary>A picture of some project's instructions, or one of its images; their own addresses let in whom they should.</summary>
    private static bool IsOurs(string? address) => address is not null && PictureAddress().IsMatch(address);

    private static bool IsSafe(string? address) =>
        address is not null && Uri.TryCreate(address.Trim(), UriKind.RelativeOrAbsolute, out var uri)
        && (!uri.IsAbsoluteUri || uri.Scheme is "http" or "https" or "mailto" || (uri.Scheme == "file" && address.StartsWith('/')));

    [GeneratedRegex(@"^/api/projects/\d+/(instructions/pictures/[0-9a-f]{64}|images/\d+(\?[\w=&]*)?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PictureAddress();
}
