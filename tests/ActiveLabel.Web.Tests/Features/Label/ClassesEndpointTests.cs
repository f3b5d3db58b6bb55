using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Tests.Features.Label;

public sealed class ClassesEndpointTests
{
    [Fact]
    public async Task An_open_page_learns_with_any_answer_that_the_classes_changed_and_asks_for_them()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        var api = $"/api/projects/{project.Id}";
        var before = (await server.AskAsync($"{api}/lease", new { session = "page-one", most = 1 })).GetProperty("state").GetProperty("classes").GetString();
        before.ShouldBe(ClassStamp.Of(project.Classes));

        await server.Get<IProjectStore>().ChangeAsync(project.Id, p => p.FaceClasses([new ClassFace(p.Classes[0].Id, "sound", "q")]), default);

        var after = (await server.AskAsync($"{api}/renew", new { session = "page-one" })).GetProperty("state").GetProperty("classes").GetString();
        after.ShouldNotBe(before);
        var classes = await server.AskAsync($"{api}/classes", new { });
        classes.GetProperty("stamp").GetString().ShouldBe(after);
        classes.GetProperty("classes").EnumerateArray().Select(c => $"{c.GetProperty("key")} {c.GetProperty("name")} {c.GetProperty("colour")}")
            .ShouldBe(["q sound 0", "2 dry 1", "3 encased 2"]);
    }
}
