using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>axe finds nothing on any page, in light and dark, on a desktop and on a phone.</summary>
[Collection(nameof(WholeProduct))]
public sealed class AxeTests(PreparedServer server)
{
    /// <summary>All that axe knows of these; the size of targets is switched off in it unless asked for.</summary>
    private const string AllRules =
        "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } }";

    /// <summary>Those that look at colours: in dark nothing else is different.</summary>
    private const string ColourRules = "{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }";

    /// <summary>The page changes its colours itself; those of MudBlazor come from the server a moment later.</summary>
    private const string IsPainted =
        """
        theme => {
          const probe = document.body.appendChild(document.createElement('i'));
          const colour = name => { probe.style.color = `var(${name}, var(--brand))`; return getComputedStyle(probe).color; };
          const same = colour('--brand') === colour('--mud-palette-primary');
          probe.remove();
          return same && document.documentElement.dataset.theme === theme;
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    [Fact]
    public void Every_route_is_among_the_pages_that_are_looked_at()
    {
        PageStates.Routes.ShouldNotBeEmpty();
        PageStates.Routes.Except(PageStates.All.Select(state => state.Route)).ShouldBeEmpty("pages that PageStates.cs does not know");
    }

    [Theory]
    [MemberData(nameof(PageStates.Names), MemberType = typeof(PageStates))]
    public async Task Axe_finds_nothing(string name)
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await PageStates.Find(name).GoAsync(page, server);
        await page.EvaluateAsync(Axe);
        var found = new List<string>();

        foreach (var (width, height) in new[] { (1280, 860), (390, 844) })
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.WaitForFunctionAsync(IsPainted, scheme == ColorScheme.Dark ? "dark" : "light");
                // What sticks to the window's edge covers a part of what has been scrolled below it.
                await page.EvaluateAsync("scrollTo(0, 0)");
                await PageState.SettleAsync(page);
                await Screenshots.TakeAsync(page, $"{name}-{(width == 390 ? "phone" : "desktop")}-{scheme.ToString().ToLowerInvariant()}");
                var violations = await page.EvaluateAsync<string[]>(Run(scheme == ColorScheme.Light ? AllRules : ColourRules));
                found.AddRange(violations.Select(violation => $"{name}, {scheme.ToString().ToLowerInvariant()}, {width} px wide: {violation}"));
            }
        }

        await page.Context.CloseAsync();
        string.Join('\n', found).ShouldBeEmpty();
    }

    private static string Run(string rules) =>
        $$"""
          async () => {
            const { violations, passes } = await axe.run(document, {{rules}});
            if (passes.length === 0) return ['axe looked at nothing'];
            return violations.flatMap(violation => violation.nodes.map(node =>
              `${violation.id} at ${node.target.join(' ')}: ${[...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')}`));
          }
          """;
}
