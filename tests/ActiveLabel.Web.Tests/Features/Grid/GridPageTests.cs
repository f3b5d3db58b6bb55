using ActiveLabel.Core.Images;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Grid;
using ActiveLabel.Web.Features.Instructions;
using ActiveLabel.Web.Features.Practice;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Grid;

public sealed class GridPageTests : BunitContext
{
    [Fact]
    public async Task A_project_without_images_leads_to_its_overview()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync();

        var page = await RenderAsync(server, project);

        page.WaitForElement("h1").TextContent.ShouldBe("No images yet");
        page.Find("a.mud-button-root").GetAttribute("href").ShouldBe($"/projects/{project.Id}");
    }

    [Fact]
    public async Task Practice_comes_first()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        await server.AddAsync(project, 3, Split.Test, "dry");

        var page = await RenderAsync(server, project);

        page.WaitForElement("h1").TextContent.ShouldBe("Practise first");
        page.Find("a.mud-button-root").GetAttribute("href").ShouldBe($"/projects/{project.Id}/practice");
        page.FindAll(".bench").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_bench_is_handed_to_the_grids_script_with_every_class_and_size()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        var module = JSInterop.SetupModule("./_content/ActiveLabel.Web/js/grid.js");
        module.Mode = JSRuntimeMode.Loose;

        var page = await RenderAsync(server, project);

        page.WaitForElement(".bench").GetAttribute("data-project").ShouldBe($"{project.Id}");
        page.FindAll(".class-button-name").Select(name => name.TextContent).ShouldBe(["sound", "dry", "encased"]);
        page.FindAll("[data-part=size] option").Select(size => size.GetAttribute("value")).ShouldBe(["12", "24", "36", "60"]);
        page.Find("[role=listbox]").GetAttribute("aria-multiselectable").ShouldBe("true");
        module.VerifyInvoke("mount");
    }

    private async Task<IRenderedComponent<GridPage>> RenderAsync(LabelServer server, Project project)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(server.Get<IImageStore>()).AddSingleton(server.Get<PracticeGate>()).AddSingleton<ClassExamples>();
        var context = await Looking.AtAsync(project, server.Get<IPersonStore>());
        return Render<GridPage>(parameters => parameters.Add(p => p.ProjectId, project.Id).AddCascadingValue(context));
    }
}
