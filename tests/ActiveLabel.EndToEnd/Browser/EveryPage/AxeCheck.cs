using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>What axe finds on a page, in light and dark, on a desktop and on a phone. Leaves it light and as wide as a desktop.</summary>
internal static class AxeCheck
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

    public static async Task<IReadOnlyList<string>> LookAsync(IPage page, string name)
    {
        var found = new List<string>();
        await page.EvaluateAsync(Axe);
        foreach (var (width, height) in new[] { (390, 844), (1280, 860) })
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                var theme = scheme.ToString().ToLowerInvariant();
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.WaitForFunctionAsync(IsPainted, theme);
                // What sticks to the window's edge covers a part of what has been scrolled below it.
                await page.EvaluateAsync("scrollTo(0, 0)");
                await PageState.SettleAsync(page);
                await Screenshots.TakeAsync(page, $"{name}-{(width == 390 ? "phone" : "desktop")}-{theme}");
                var violations = await page.EvaluateAsync<string[]>(Run(scheme == ColorScheme.Light ? AllRules : ColourRules));
                found.AddRange(violations.Select(violation => $"{theme}, {width} px wide: {violation}"));
            }
        }

        return found;
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
