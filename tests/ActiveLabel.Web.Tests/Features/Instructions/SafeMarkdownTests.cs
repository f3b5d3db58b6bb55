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
}
