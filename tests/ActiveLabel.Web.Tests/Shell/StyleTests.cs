using System.Text.RegularExpressions;
using ActiveLabel.TestKit;

namespace ActiveLabel.Web.Tests.Shell;

/// <summary>All style sheets hold on every page, so a name that two of them use means what the later one says.</summary>
public sealed partial class StyleTests
{
    /// <summary>What one page's sheet may refine of another's, since the two pages are made of the same parts.</summary>
    private static readonly HashSet<string> Shared = ["label.css practice.css"];

    [Fact]
    public void No_page_gives_a_name_that_another_page_uses_another_look()
    {
        var sheets = Directory.GetFiles(Path.Combine(Repository.Root, "wwwroot-assets", "css"), "*.css");
        sheets.Length.ShouldBeGreaterThan(6);
        var clashes = sheets
            .SelectMany(sheet => Names(File.ReadAllText(sheet)).Select(name => (Name: name, Sheet: Path.GetFileName(sheet))))
            .Distinct()
            .GroupBy(n => n.Name, n => n.Sheet)
            .Where(g => g.Count() > 1 && !Shared.Contains(string.Join(' ', g.Order(StringComparer.Ordinal))))
            .Select(g => $".{g.Key} in {string.Join(" and ", g)}");

        clashes.ShouldBeEmpty();
    }

    private static IEnumerable<string> Names(string sheet) =>
        from selectors in Rule().Matches(ForcedColours().Replace(Comment().Replace(sheet, ""), ""))
        from selector in selectors.Groups["selectors"].Value.Split(',')
        let name = Leading().Match(selector)
        where name.Success && !name.Value.StartsWith(".mud-", StringComparison.Ordinal)
        select name.Groups["name"].Value;

    [GeneratedRegex(@"(?<selectors>[^{}]+)\{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rule();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    /// <summary>Which colours are kept where the system sets them all is said of every page's parts in one place.</summary>
    [GeneratedRegex(@"@media \(forced-colors: active\) \{([^{}]*\{[^{}]*\})*\s*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ForcedColours();

    [GeneratedRegex(@"(?<=^\s*)\.(?<name>[a-z][a-z0-9-]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Leading();
}
