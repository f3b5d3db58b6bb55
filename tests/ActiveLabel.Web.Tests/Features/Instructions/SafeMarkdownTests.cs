using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Instructions;

namespace ActiveLabel.Web.Tests.Features.Instructions;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("a <b onclick=x>b</b>", "<b ")]
    [InlineData("[a](javascript:alert(1))", "javascript:")]
    [InlineData("[a](  JaVaScRiPt:alert(1))", "script:")]
    [InlineData("[a](data:text/html,x)", "data:")]
    [InlineData("![a](javascript:alert(1))", "javascript:")]
    [InlineData("[a]: javascript:alert(1)\n\n[a]", "javascript:")]
    [InlineData("[a](vbscript:x)", "vbscript:")]
    [InlineData("[a](file:///etc/passwd)", "file:")]
    public void What_could_do_harm_is_not_in_the_page(string markdown, string harm) =>
        SafeMarkdown.Render(markdown).Value.ShouldNotContain(harm, Case.Insensitive);

    [Fact]
    public void A_link_in_angle_brackets_leads_nowhere_unless_to_the_web()
    {
        SafeMarkdown.Render("<javascript:alert(1)>").Value.ShouldNotContain("href");
        SafeMarkdown.Render("<https://example.org/a>").Value.ShouldContain("href=\"https://example.org/a\"");
    }

    [Theory]
    [InlineData("**bold**", "<strong>bold</strong>")]
    [InlineData("[a](https://example.org)", "href=\"https://example.org\"")]
    [InlineData("[a](/projects/1)", "href=\"/projects/1\"")]
    [InlineData("1 < 2", "1 &lt; 2")]
    public void Ordinary_writing_is_rendered(string markdown, string expected) => SafeMarkdown.Render(markdown).Value.ShouldContain(expected);

    [Fact]
    public void The_opening_is_the_first_paragraph_and_nothing_where_there_is_none()
    {
        SafeMarkdown.Opening("**Drawn**, not\nphotographed.\n\n## More\n\ntext").Value.ShouldBe("<p><strong>Drawn</strong>, not\nphotographed.</p>\n");
        SafeMarkdown.Opening("# Heading\n\ntext").Value.ShouldBeEmpty();
        SafeMarkdown.Opening("").Value.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("![x](https://elsewhere.example/x.png)", "https://elsewhere.example/x.png")]
    [InlineData("![x](//elsewhere.example/x.png)", "//elsewhere.example/x.png")]
    [InlineData("![x](data:image/png;base64,AAAA)", "data:image/png;base64,AAAA")]
    [InlineData("![x](data:image/svg+xml,<svg/onload=alert(1)>)", null)]
    [InlineData("![x][r]\n\n[r]: https://elsewhere.example/x.png", "https://elsewhere.example/x.png")]
    [InlineData("![x](/api/projects/1/images/../../../sign-out)", "/api/projects/1/images/../../../sign-out")]
    [InlineData("![x](/api/projects/1/instructions/pictures/abc)", "/api/projects/1/instructions/pictures/abc")]
    [InlineData("![x](javascript:alert(1))", "javascript:alert(1)")]
    public void A_picture_from_elsewhere_is_left_out_and_named(string markdown, string? named)
    {
        SafeMarkdown.Render(markdown).Value.ShouldNotContain("<img");
        if (named is not null)
            SafeMarkdown.LeftOut(markdown).ShouldBe([named]);
    }

    [Theory]
    [InlineData("/api/projects/3/instructions/pictures/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("/api/projects/3/images/17?v=0123456789ab&size=240")]
    public void A_picture_of_the_project_is_shown(string address)
    {
        SafeMarkdown.Render($"![a \"knot\"]({address})").Value.ShouldContain($"<img src=\"{address.Replace("&", "&amp;", StringComparison.Ordinal)}\" alt=\"a &quot;knot&quot;\"");
        SafeMarkdown.LeftOut($"![a]({address})").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<svg onload=alert(1)>", "<svg")]
    [InlineData("<iframe src=//x>", "<iframe")]
    [InlineData("[a](//x \"<b onclick=1>\")", "<b ")]
    [InlineData("![\"><script>alert(1)</script>](/api/projects/1/images/1)", "<script")]
    [InlineData("```\"><script>\nx\n```", "<script")]
    [InlineData("[a](java\tscript:alert(1))", "href=\"java")]
    [InlineData("[a](&#106;avascript:alert(1))", "javascript:")]
    public void Hostile_writing_becomes_text(string markdown, string harm) => SafeMarkdown.Render(markdown).Value.ShouldNotContain(harm, Case.Insensitive);

    [Theory]
    [InlineData(">")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("*a ")]
    [InlineData("`")]
    [InlineData("- ")]
    [InlineData("<")]
    [InlineData("|")]
    [InlineData("[a](")]
    public async Task The_longest_text_there_may_be_is_rendered_soon_whatever_it_is(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Project.LongestInstructions / piece.Length));

        var rendering = Task.Run(() => SafeMarkdown.Render(text).Value);

        (await rendering.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
    }
}
