using ActiveLabel.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>Every page of the product, full and empty, with what opens on it. A new page belongs here: a test asks for it.</summary>
internal static class PageStates
{
    private const string ProjectRoute = "/projects/{ProjectId:long}";

    public static IReadOnlyList<PageState> All { get; } =
    [
        new("projects", "/", At("/")),
        new("projects-first-visit", "/", server => server.Unused) { Shows = ".welcome h1" },
        new("models", "/models", At("/models")),
        new("not-found", "/not-found", At("/there/is/no/such/page")),
        new("no-such-project", null, At("/projects/987654")),
        new("error", "/error", At("/error")),

        new("setup", "/setup", server => new Uri(server.Unused, "/setup")),
        Door("sign-in", "/sign-in", _ => "/sign-in"),
        Door("sign-in-wrong", "/sign-in", _ => "/sign-in") with { Then = SignInWronglyAsync },
        Door("invitation", "/invitation/{Token}", guarded => $"/invitation/{guarded.Invitation}"),
        Door("invitation-unknown", "/invitation/{Token}", _ => "/invitation/nobody-made-this-one"),
        Door("reset", "/reset/{Token}", guarded => $"/reset/{guarded.Reset}"),
        Door("reset-gone", "/reset/{Token}", _ => "/reset/nobody-made-this-one"),

        new("new-project", "/projects/new", At("/projects/new")),
        new("new-project-filled", "/projects/new", At("/projects/new")) { Then = FillNewProjectAsync },

        Of("overview", "", s => s.Knots) with { Shows = ".tiles" },
        Of("overview-empty", "", s => s.Empty) with { Shows = ".next" },
        Of("switcher", "", s => s.Knots) with { Then = OpenSwitcherAsync },
        Of("add-images", "/add-images", s => s.Knots),
        Of("add-images-chosen", "/add-images", s => s.Knots) with { Then = ChooseFolderAsync },

        Of("label", "/label", s => s.Knots) with { Shows = Picture },
        Of("label-adjusting", "/label", s => s.Knots) with { Shows = Picture, Then = (page, _) => page.Locator("[data-action=adjust]").ClickAsync() },
        Of("label-instructions", "/label", s => s.Knots) with { Shows = Picture, Then = OpenInstructionsAsync },
        Of("label-help", "/label", s => s.Knots) with { Shows = Picture, Then = OpenHelpAsync },
        Of("label-looking-back", "/label", s => s.Knots) with { Shows = Picture, Then = LookBackAsync },
        Of("label-practice-first", "/label", s => s.Unpractised),
        Of("label-no-images", "/label", s => s.Empty),

        Of("grid", "/grid", s => s.Knots) with { Shows = Cells, Then = MarkAsync },
        Of("grid-enlarged", "/grid", s => s.Knots) with { Shows = Cells, Then = EnlargeAsync },
        Of("grid-nothing-to-sort", "/grid", s => s.Unpractised),

        Of("images", "/images", s => s.Knots) with { Shows = Tiles },
        Of("images-chosen", "/images?sort=suspicion", s => s.Knots) with { Route = ProjectRoute + "/images", Shows = Tiles, Then = ChooseImagesAsync },
        Of("images-none-match", "/images?text=nothing&label=nonsense", s => s.Knots) with { Route = ProjectRoute + "/images", Shows = ".empty" },
        Of("images-none", "/images", s => s.Empty) with { Shows = ".empty" },
        Of("image", "/images", s => s.Knots) with { Route = ProjectRoute + "/images/{ImageId:long}", Shows = Tiles, Then = OpenImageAsync },
        Of("image-unknown", "/images/987654", s => s.Knots) with { Route = ProjectRoute + "/images/{ImageId:long}", Shows = ".empty" },

        Of("practice", "/practice", s => s.Unpractised) with { Shows = Picture },
        Of("practice-verdict", "/practice", s => s.Unpractised) with { Shows = Picture, Then = AnswerAsync },
        Of("practice-nothing", "/practice", s => s.Empty) with { Shows = "[data-panel=none]:not([hidden])" },

        Of("gold", "/practice/gold", s => s.Knots) with { Shows = ".gold section" },
        Of("gold-none", "/practice/gold", s => s.Empty) with { Shows = ".gold .note" },

        Of("instructions", "/instructions", s => s.Knots),
        Of("instructions-blank", "/instructions", s => s.Empty),
        Of("instructions-editing", "/instructions", s => s.Knots) with { Then = EditInstructionsAsync },

        Of("rounds", "/rounds", s => s.Knots) with { Shows = ".rounds-table" },
        Of("rounds-none", "/rounds", s => s.Empty) with { Shows = ".empty" },
        Of("round", "/rounds/{Number:int}", "/rounds/1", s => s.Knots) with { Shows = ".facts", Then = RebuildAsync },
        Of("version", "/versions/{VersionNumber:int}", "/versions/1", s => s.Knots) with { Shows = ".facts" },
        Of("no-such-round", "/rounds/{Number:int}", "/rounds/987", s => s.Knots) with { Shows = ".empty" },
        Of("changes", "/changes", s => s.Knots) with { Shows = ".change-words" },
        Of("changes-none", "/changes", "/changes?kind=Exports", s => s.Knots) with { Shows = ".empty" },
        new("server-changes", "/changes", At("/changes")) { Shows = ".empty" },

        Of("review", "/review", s => s.Knots) with { Shows = "table.confusion" },
        Of("review-cell", "/review", s => s.Knots) with { Shows = "table.confusion", Then = OpenCellAsync },
        Of("review-all-classes", "/review", s => s.Knots) with { Shows = "table.confusion", Then = ShowAllClassesAsync },
        Of("review-threshold", "/review", s => s.Knots) with { Shows = "table.confusion", Then = OpenAroundThresholdAsync },
        Of("review-pool", "/review", s => s.Mistaken) with { Shows = ".empty", Then = JudgeByPoolAsync },
        Of("review-former-classes", "/review", "/review?version=1", s => s.Merged) with { Shows = "table.confusion", Then = OpenCellAsync },
        Of("review-none", "/review", s => s.Empty) with { Shows = ".empty" },
        Of("suspects", "/review/suspects", s => s.Knots) with { Then = SuspectsStoryTests.SearchAsync },
        Of("suspects-none", "/review/suspects", s => s.Empty) with { Shows = ".empty" },
        Of("compare", "/review/compare", s => s.Knots) with { Shows = ".compare table" },
        Of("compare-none", "/review/compare", s => s.Empty) with { Shows = ".empty" },

        Of("map", "/map", s => s.Knots) with { Then = CompareAsync },
        Of("map-chosen", "/map", s => s.Knots) with { Then = ChooseOnMapAsync },
        Of("map-not-yet", "/map", s => s.Unpractised) with { Shows = ".empty" },
        Of("map-no-images", "/map", s => s.Empty) with { Shows = ".empty" },
        Of("duplicates", "/duplicates", s => s.Knots) with { Then = CompareAsync },
        Of("outliers", "/outliers", s => s.Knots) with { Then = CompareAsync },
        new("similar", ProjectRoute + "/images/{ImageId:long}/similar", server => new Uri(server.Address, $"/projects/{server.Knots}/images/1/similar")) { Shows = ".pick-grid" },

        Door("people", "/projects/{ProjectId:long}/people", guarded => $"/sign-in?to=/projects/{guarded.Project}/people") with { Then = SignInAsync },
        Door("people-invited", "/projects/{ProjectId:long}/people", guarded => $"/sign-in?to=/projects/{guarded.Project}/people") with { Then = InviteAsync },
        Of("people-without-accounts", "/people", s => s.Knots) with { Shows = ".empty" },
        Of("people-work", "/people/work", s => s.Knots) with { Shows = "table.people-work", Then = (page, _) => OpenAllAsync(page, "main details") },
        Of("people-work-none", "/people/work", s => s.Empty) with { Shows = ".empty" },
        new("person", ProjectRoute + "/people/{PersonId:long}", server => new Uri(server.Address, $"/projects/{server.Knots}/people/work")) { Shows = "table.people-work", Then = OpenPersonAsync },
        Of("people-models", "/people/models", s => s.Knots) with { Then = TrainPeopleAsync },

        Of("settings", "/settings", s => s.Knots) with { Then = (page, _) => OpenAllAsync(page, "main details") },
        Of("settings-error", "/settings", s => s.Knots) with { Then = MistypeAsync },
        Of("settings-classes", "/settings", s => s.Knots) with { Then = ForeseeMergerAsync },
    ];

    public static TheoryData<string> Names { get; } = new(All.Select(state => state.Name));

    /// <summary>The templates of all routes that the product has.</summary>
    public static IReadOnlyList<string> Routes { get; } =
        [.. typeof(WebRegistration).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>()).Select(r => r.Template)];

    private const string Picture = "[data-part=frame] [data-image-id]";

    private const string Tiles = ".gallery-rows:not(:has(.gallery-first)) .tile-press img";

    private const string Cells = ".board [role=option] img";

    public static PageState Find(string name) => All.Single(state => state.Name == name);

    private static Func<PreparedServer, Uri> At(string path) => server => new Uri(server.Address, path);

    private static PageState Door(string name, string route, Func<GuardedServer, string> path) =>
        new(name, route, server => new Uri(server.Guarded.Address, path(server.Guarded)));

    private static PageState Of(string name, string page, Func<PreparedServer, long> project) =>
        new(name, ProjectRoute + page, server => new Uri(server.Address, $"/projects/{project(server)}{page}"));

    private static PageState Of(string name, string route, string address, Func<PreparedServer, long> project) =>
        new(name, ProjectRoute + route, server => new Uri(server.Address, $"/projects/{project(server)}{address}"));

    private static async Task RebuildAsync(IPage page, PreparedServer server)
    {
        await page.Locator(".rebuild button").ClickAsync();
        await Expect(page.Locator(".rebuild .note")).ToContainTextAsync("Identical", new() { Timeout = 60_000 });
    }

    private static async Task SignInWronglyAsync(IPage page, PreparedServer server)
    {
        await page.GetByLabel("Name").FillAsync("nobody");
        await page.GetByLabel("Password").FillAsync("is nobody's");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, PreparedServer server)
    {
        await page.GetByLabel("Name").FillAsync(GuardedServer.Admin);
        await page.GetByLabel("Password").FillAsync(GuardedServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Locator("table.people")).ToBeVisibleAsync();
    }

    private static async Task InviteAsync(IPage page, PreparedServer server)
    {
        await SignInAsync(page, server);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        await Expect(page.GetByLabel("The link")).ToBeVisibleAsync();
    }

    private static async Task OpenPersonAsync(IPage page, PreparedServer server)
    {
        await page.Locator("table.people-work tbody th a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "With each other person" })).ToBeVisibleAsync();
    }

    private static async Task TrainPeopleAsync(IPage page, PreparedServer server)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Train and judge" }).ClickAsync();
        await Expect(page.Locator("table.people-models")).ToBeVisibleAsync();
    }

    private static async Task FillNewProjectAsync(IPage page, PreparedServer server)
    {
        await ChooseFolderAsync(page, server);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use them as classes" }).ClickAsync();
        await page.GetByLabel("Another class").FillAsync("dry");
        await page.GetByLabel("Another class").PressAsync("Enter");
        await Expect(page.GetByText("There is a class 'dry' already.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the project" }).ClickAsync();
        await Expect(page.GetByText("Give the project a name.")).ToBeVisibleAsync();
    }

    private static async Task ChooseFolderAsync(IPage page, PreparedServer server)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "They lie in a folder there already" }).ClickAsync();
        await page.GetByLabel("Folder on the machine that serves these pages").FillAsync(server.SortedImages);
        await page.GetByLabel("Folder on the machine that serves these pages").PressAsync("Tab");
        await page.GetByLabel("By subfolder").ClickAsync();
        await Expect(page.Locator(".groups")).ToBeVisibleAsync();
    }

    private static async Task OpenSwitcherAsync(IPage page, PreparedServer server)
    {
        await page.Locator(".switcher").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "All projects", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task OpenHelpAsync(IPage page, PreparedServer server)
    {
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keys and gestures" })).ToBeVisibleAsync();
    }

    private static async Task LookBackAsync(IPage page, PreparedServer server)
    {
        // A skip leaves the project as it was.
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("[data-part=trail] li")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.GetByText("Your last label: skipped")).ToBeVisibleAsync();
    }

    private static async Task OpenInstructionsAsync(IPage page, PreparedServer server)
    {
        await page.Keyboard.PressAsync("i");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
    }

    private static async Task AnswerAsync(IPage page, PreparedServer server)
    {
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator("[data-part=verdict]")).ToBeVisibleAsync();
    }

    /// <summary>One image of another class, one skipped, one chosen and waiting for its class.</summary>
    private static async Task MarkAsync(IPage page, PreparedServer server)
    {
        foreach (var key in new[] { "1", "ArrowRight", "2", "ArrowRight", "s" })
            await page.Keyboard.PressAsync(key);
        await page.Locator(".board [role=option]").Nth(4).ClickAsync();
        await Expect(page.Locator(".board [aria-selected=true]")).ToHaveCountAsync(1);
    }

    private static async Task ChooseImagesAsync(IPage page, PreparedServer server)
    {
        await page.Locator(".gallery-row .tile-press").First.ClickAsync();
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Chosen images" })).ToContainTextAsync("2 images chosen");
    }

    private static async Task OpenImageAsync(IPage page, PreparedServer server)
    {
        await page.Locator(".gallery-row .tile-name").Last.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Every prediction" })).ToBeVisibleAsync();
    }

    private static async Task EnlargeAsync(IPage page, PreparedServer server)
    {
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("dialog[open] img")).ToBeVisibleAsync();
    }

    private static async Task EditInstructionsAsync(IPage page, PreparedServer server)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(page.Locator(".editor")).ToBeVisibleAsync();
    }

    private static async Task OpenCellAsync(IPage page, PreparedServer server)
    {
        await page.Locator("table.confusion td button").First.ClickAsync();
        await Expect(page.Locator("#cell-heading")).ToBeVisibleAsync();
    }

    private static async Task ShowAllClassesAsync(IPage page, PreparedServer server)
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = "All classes" }).ClickAsync();
        await Expect(page.Locator("#roc-title")).ToHaveTextAsync("ROC curves of all classes");
        await OpenAllAsync(page, "main .plot-table");
    }

    private static async Task OpenAroundThresholdAsync(IPage page, PreparedServer server)
    {
        await page.Locator(".around .thumb").First.ClickAsync();
        await Expect(page.Locator("#around-heading")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Best F1" }).ClickAsync();
        await Expect(page.Locator(".suggest-said")).ToContainTextAsync("Threshold");
    }

    /// <summary>There are no test images, and who opens the page is led to others.</summary>
    private static async Task JudgeByPoolAsync(IPage page, PreparedServer server)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "All pool images, cross-fitted" }).ClickAsync();
        await Expect(page.Locator("table.confusion")).ToBeVisibleAsync();
    }

    /// <summary>Has the images compared, unless another test has done so.</summary>
    private static async Task CompareAsync(IPage page, PreparedServer server)
    {
        await Expect(page.Locator(".survey-line, .empty button, [role=progressbar]").First).ToBeVisibleAsync();
        if (await page.GetByRole(AriaRole.Button, new() { Name = "Compare the images" }).IsVisibleAsync())
            await page.GetByRole(AriaRole.Button, new() { Name = "Compare the images" }).ClickAsync();
        await Expect(page.Locator(".survey-line")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.Locator("[role=progressbar]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        if (await page.Locator(".map-bench").CountAsync() > 0)
            await Expect(page.Locator(".map-bench[data-ready]")).ToBeVisibleAsync();
        else
            await Expect(page.GetByText("Reading the images")).ToHaveCountAsync(0);
    }

    private static async Task ChooseOnMapAsync(IPage page, PreparedServer server)
    {
        await CompareAsync(page, server);
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose what is in view" }).ClickAsync();
        await Expect(page.Locator(".map-thumbs img").First).ToBeVisibleAsync();
    }

    private static async Task MistypeAsync(IPage page, PreparedServer server)
    {
        await page.GetByLabel("Images in a batch").FillAsync("none");
        await Expect(page.Locator(".setting-wrong .setting-fault")).ToBeVisibleAsync();
    }

    private static async Task ForeseeMergerAsync(IPage page, PreparedServer server)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge, split or delete dry" }).ClickAsync();
        await Expect(page.Locator(".class-forecast li").First).ToBeVisibleAsync();
    }

    private static Task OpenAllAsync(IPage page, string what) => page.EvaluateAsync("what => document.querySelectorAll(what).forEach(d => d.open = true)", what);
}
