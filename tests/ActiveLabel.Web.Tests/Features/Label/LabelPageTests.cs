using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Instructions;
using ActiveLabel.Web.Features.Label;
using ActiveLabel.Web.Features.Practice;
using ActiveLabel.Web.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Label;

public sealed class LabelPageTests : BunitContext
{
    [Fact]
    public async Task A_project_without_images_leads_to_its_overview()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync();

        var page = await RenderPageAsync(server, project);

        page.WaitForElement("h1").TextContent.ShouldBe("No images yet");
        page.Find("a.mud-button-root").GetAttribute("href").ShouldBe($"/projects/{project.Id}");
    }

    [Fact]
    public async Task Practice_comes_first_and_the_admin_may_go_on_without()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        await server.AddAsync(project, 3, Split.Test, "dry");

        var page = await RenderPageAsync(server, project);
        page.WaitForElement("h1").TextContent.ShouldBe("Practise first");
        page.Find("a.mud-button-root").GetAttribute("href").ShouldBe($"/projects/{project.Id}/practice");
        await page.Find("button.mud-button-root").ClickAsync(new());

        page.WaitForElement(".bench");
    }

    [Fact]
    public async Task Who_has_labelled_here_before_is_not_sent_to_practice()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        await server.AddAsync(project, 3, Split.Test, "dry");
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;
        await server.Get<ILabelLog>().AppendAsync(
            new LabelEntry(
                Guid.NewGuid(), project.Id, image, await server.PersonAsync(), LabelKind.Skip, null, LabelServer.Noon, LabelSource.LabelPage),
            default);

        (await RenderPageAsync(server, project)).WaitForElement(".bench");
    }

    [Fact]
    public async Task Every_class_has_a_button_with_its_key_name_colour_and_definition()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);

        var page = await RenderPageAsync(server, project);
        page.WaitForElement(".bench");

        page.FindAll(".class-button").Select(b => b.QuerySelector("kbd")!.TextContent + " " + b.QuerySelector(".class-button-name")!.TextContent)
            .ShouldBe(["1 sound", "2 dry", "3 encased"]);
        var dry = page.FindAll(".class-button")[1];
        dry.GetAttribute("title").ShouldBe("Firm, but it took no part in the growth.");
        dry.GetAttribute("style")!.ShouldContain("--class-1");
        page.FindAll(".bench-action").Select(b => b.GetAttribute("data-action")).ShouldBe(["undo", "skip", "poorExample", "left", "instructions", "help"]);
    }

    [Fact]
    public async Task A_class_named_like_markup_is_text()
    {
        await using var server = await LabelServer.StartAsync();
        var projects = server.Get<IProjectStore>();
        var project = await projects.AddAsync(Project.Create("Odd", ["<script>alert(1)</script>", "\"><b>"], "net", LabelServer.Noon), default);
        await server.AddAsync(project, 1);

        var page = await RenderPageAsync(server, project);
        page.WaitForElement(".bench");

        page.FindAll(".class-button-name").Select(name => name.TextContent).ShouldBe(["<script>alert(1)</script>", "\"><b>"]);
        page.FindAll("script, b").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_practice_page_hands_its_bench_to_the_practice_script()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        Prepare(server);
        var module = JSInterop.SetupModule("./_content/ActiveLabel.Web/js/practice.js");
        module.Mode = JSRuntimeMode.Loose;

        var context = await Looking.AtAsync(project, server.Get<IPersonStore>());
        var page = Render<PracticePage>(parameters => parameters
            .Add(p => p.ProjectId, project.Id).AddCascadingValue(context));

        page.Find(".bench").GetAttribute("data-project").ShouldBe($"{project.Id}");
        page.FindAll(".class-button").Count.ShouldBe(3);
        module.VerifyInvoke("mount");
    }

    private async Task<IRenderedComponent<LabelPage>> RenderPageAsync(LabelServer server, Project project)
    {
        Prepare(server);
        var context = await Looking.AtAsync(project, server.Get<IPersonStore>());
        return Render<LabelPage>(parameters => parameters
            .Add(p => p.ProjectId, project.Id).AddCascadingValue(context));
    }

    private void Prepare(LabelServer server)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(server.Get<IImageStore>()).AddSingleton(server.Get<ILabelLog>())
            .AddSingleton(server.Get<PracticeGate>()).AddSingleton<ClassExamples>();
    }
}
