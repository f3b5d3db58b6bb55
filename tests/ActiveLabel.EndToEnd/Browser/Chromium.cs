using Microsoft.Playwright;
using Xunit;

namespace ActiveLabel.EndToEnd.Browser;

/// <summary>The system's Chromium, driven by Playwright; one process for all tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        // Other tests train and featurize on the same cores meanwhile.
        Assertions.SetDefaultExpectTimeout(20_000);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                // Pages of the address bar, which nobody sees here: for each window a process that computes as long as ours.
                "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,Translate,HttpsUpgrades,MediaRouter,OptimizationHints",
            ],
        });
    }

    /// <summary>A page with a profile of its own.</summary>
    public async Task<IPage> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 860, ReducedMotion motion = ReducedMotion.NoPreference)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ReducedMotion = motion,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        return await PageOfAsync(context);
    }

    /// <summary>A page on a phone held upright: touch, no mouse, three screen pixels to one of the page's.</summary>
    public async Task<IPage> OpenPhoneAsync(int width = 360, int height = 640) => await PageOfAsync(await _browser!.NewContextAsync(new BrowserNewContextOptions
    {
        ViewportSize = new ViewportSize { Width = width, Height = height },
        DeviceScaleFactor = 3,
        HasTouch = true,
        IsMobile = true,
    }));

    private static async Task<IPage> PageOfAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
    }
}
