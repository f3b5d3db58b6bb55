using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Instructions;
using ActiveLabel.Web.Features.Projects;
using ActiveLabel.Web.Features.Projects.Demo;
using ActiveLabel.Web.Features.Projects.New;
using ActiveLabel.Web.Features.Projects.Overview;
using ActiveLabel.Web.Intake;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace ActiveLabel.Web.Tests.Features.Projects;

public sealed class ProjectPagesTests
{
    [Fact]
    public async Task Classes_are_added_by_enter_and_comma_and_a_second_of_one_name_is_refused_in_place()
    {
        await using var stage = await StageAsync();
        IReadOnlyList<string> names = [];
        IRenderedComponent<ClassNames> editor = null!;
        editor = stage.Bunit.Render<ClassNames>(p => p
            .Add(e => e.Names, names)
            .Add(e => e.NamesChanged, changed => editor.Render(again => again.Add(e => e.Names, names = changed))));

        await TypeAsync(editor, "sound, dry,");
        names.ShouldBe(["sound", "dry"]);
        await TypeAsync(editor, "Sound,");

        names.ShouldBe(["sound", "dry"]);
        editor.Find(".class-names").TextContent.ShouldContain("There is a class 'sound' already.");
        await editor.Find("button[aria-label='Remove sound']").ClickAsync(new MouseEventArgs());
        names.ShouldBe(["dry"]);
    }

    [Fact]
    public async Task A_project_needs_a_name_and_two_classes_and_says_so_without_losing_what_was_typed()
    {
        await using var stage = await StageAsync();
        var page = stage.Bunit.Render<NewProjectPage>();
        await Button(page, "Create the project").ClickAsync(new MouseEventArgs());
        page.Markup.ShouldContain("Give the project a name.");

        await page.FindComponents<MudTextField<string>>()[0].Find("input").InputAsync(new ChangeEventArgs { Value = "Boards" });
        await Button(page, "Create the project").ClickAsync(new MouseEventArgs());

        page.Find("[role=alert]").TextContent.ShouldContain("at least two classes");
        page.FindComponents<MudTextField<string>>()[0].Find("input").GetAttribute("value").ShouldBe("Boards");
    }

    [Fact]
    public async Task A_new_project_leads_to_its_overview_which_asks_for_images()
    {
        await using var stage = await StageAsync();
        var page = stage.Bunit.Render<NewProjectPage>();
        await page.FindComponents<MudTextField<string>>()[0].Find("input").InputAsync(new ChangeEventArgs { Value = "Boards" });
        await TypeAsync(page.FindComponent<ClassNames>(), "good, bad,");
        await Button(page, "Create the project").ClickAsync(new MouseEventArgs());

        var project = await stage.Get<IProjectStore>().GetAsync("boards", default);
        stage.Get<NavigationManager>().Uri.ShouldEndWith($"/projects/{project.Id}");
        NextStep.For(await stage.Get<ProjectGlances>().LookAsync(project, 4, default)).Page.ShouldBe("add-images");
    }

    [Fact]
    public async Task The_overview_shows_why_featurizing_stopped_and_goes_on_when_asked()
    {
        await using var stage = await StageAsync();
        var page = stage.Open<OverviewPage>();
        stage.Get<ProgressBoard>().Post(new WorkProgress(
            stage.Project.Id, WorkKind.Featurize, WorkState.Failed, "Featurizing stopped", Message: "The disk is full: /data/vectors/ab.f32 cannot grow."));
        page.WaitForAssertion(() => page.Find(".work-line").TextContent.ShouldContain("The disk is full: /data/vectors/ab.f32 cannot grow."));

        await Button(page, "Go on").ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => page.Markup.ShouldContain("Waiting for its turn"));
    }

    [Fact]
    public async Task The_overview_shows_work_under_way_and_stops_it()
    {
        await using var stage = await StageAsync();
        var page = stage.Open<OverviewPage>();
        await stage.Get<FeaturizeQueue>().AddAsync(stage.Project.Id, default);

        page.WaitForAssertion(() => page.Markup.ShouldContain("Waiting for its turn"));
        await Button(page, "Stop").ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => page.Markup.ShouldContain("Stopped."));
        Button(page, "Go on").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_upload_is_watched_and_can_be_stopped_which_leaves_nothing_behind()
    {
        await using var stage = await StageAsync();
        var desk = stage.Get<UploadDesk>();
        var request = new ImportRequest(Guid.NewGuid(), stage.Project.Id, null, KnownLabels.None, "_", 0, KeepPoolLabels: true, 2, 2_000_000, DateTimeOffset.UnixEpoch);
        await desk.ExpectAsync(request, default);
        var page = stage.Open<OverviewPage>();
        await desk.TakeAsync(stage.Project.Id, request.Id, "a.jpg", 0, new MemoryStream(new byte[1_000_000]), default);

        page.WaitForAssertion(() => page.Find(".progress-figures").TextContent.ShouldStartWith("1.0 MB of 2.0 MB"));
        // Found and clicked between two renderings: the page goes on counting meanwhile.
        await page.InvokeAsync(() => Button(page, "Stop").ClickAsync(new MouseEventArgs()));

        page.WaitForAssertion(() => page.FindAll(".work, .note").ShouldBeEmpty());
        (await stage.Get<ImportShelf>().UnfinishedAsync(stage.Project.Id, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_were_left_out_are_listed_with_their_reasons_and_names_do_no_harm()
    {
        await using var stage = await StageAsync();
        var shelf = stage.Get<ImportShelf>();
        var request = new ImportRequest(Guid.NewGuid(), stage.Project.Id, null, KnownLabels.None, "_", 0, KeepPoolLabels: true, 1, 1, DateTimeOffset.UnixEpoch);
        await shelf.AddAsync(request, default);
        await shelf.EndAsync(
            request, new ImportReport(DateTimeOffset.UnixEpoch, 4, 0, 0, [], [new("<img src=x>.jpg", "the file is empty")], [], 0, null), default);

        var page = stage.Open<OverviewPage>();

        page.WaitForElement(".report-sum").TextContent.ShouldBe("4 images added, 1 file left out");
        page.Find(".refused").TextContent.ShouldContain("<img src=x>.jpg");
        page.Find(".refused").TextContent.ShouldContain("the file is empty");
        page.FindAll(".refused img").ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_comes_first_is_shown_what_to_do_and_offered_the_demo()
    {
        await using var server = await WebServer.StartAsync();
        await using var bunit = new BunitContext();
        bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        bunit.Services.AddSingleton(server.Get<ProjectGlances>()).AddSingleton(server.Get<DemoProject>()).AddSingleton(server.Get<Doorkeeper>());

        var page = bunit.Render<ProjectsPage>(p => p.AddCascadingValue(new Admission(Verdict.Allowed, new Visitor(1, "Local", IsServerAdmin: true))));

        page.FindAll("a").ShouldContain(a => a.GetAttribute("href") == "/projects/new");
        page.FindAll("button").ShouldContain(b => b.TextContent.Contains("drawn wood knots"));
    }

    [Fact]
    public async Task Definitions_and_instructions_are_written_previewed_and_saved()
    {
        await using var stage = await StageAsync();
        var page = stage.Open<InstructionsPage>();
        page.Markup.ShouldContain("Nothing is written yet.");
        await Button(page, "Edit").ClickAsync(new MouseEventArgs());
        var draft = page.FindComponent<InstructionsEditor>().Instance.Draft;
        draft.Definitions[stage.Project.Classes[0].Id] = "No bark.";
        draft.Text = "Look *twice*.";
        await Button(page, "Save").ClickAsync(new MouseEventArgs());

        var saved = await stage.Get<IProjectStore>().FindAsync(stage.Project.Id, default);
        saved!.Instructions.ShouldBe("Look *twice*.");
        saved.Classes[0].Definition.ShouldBe("No bark.");
    }

    private static Task<Stage> StageAsync() => Stage.CreateAsync((0, 0), (1, 1));

    private static Task TypeAsync(IRenderedComponent<ClassNames> editor, string text) =>
        editor.Find("input").InputAsync(new ChangeEventArgs { Value = text });

    private static IElement Button<T>(IRenderedComponent<T> page, string text) where T : IComponent =>
        page.FindAll("button").Single(b => b.TextContent.Trim() == text);
}
