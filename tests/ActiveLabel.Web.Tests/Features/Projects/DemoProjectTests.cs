using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Projects.Demo;

namespace ActiveLabel.Web.Tests.Features.Projects;

public sealed class DemoProjectTests
{
    [Fact]
    public async Task The_demo_is_made_once_with_an_unlabelled_pool_and_labelled_test_images_of_every_class()
    {
        await using var server = await WebServer.StartAsync();
        var demo = server.Get<DemoProject>();
        var project = await demo.EnsureAsync(progress: null, default);
        var again = await demo.EnsureAsync(progress: null, default);

        again.Id.ShouldBe(project.Id);
        (await server.Get<IProjectStore>().ListAsync(default)).ShouldHaveSingleItem().Name.ShouldBe("Wood knots (demo)");
        var images = await server.Get<IImageStore>().ListAsync(project.Id, default);
        images.Count.ShouldBeGreaterThanOrEqualTo(600);
        images.Where(i => i.Image.Split == Split.Pool).ShouldAllBe(i => i.Answer == null);
        var test = images.Where(i => i.Image.Split == Split.Test).ToList();
        (test.Count / (double)images.Count).ShouldBe(0.33, tolerance: 0.01);
        test.Select(i => i.Answer!.ClassId).Distinct().Count().ShouldBe(4);
        again.Classes.ShouldAllBe(c => c.Definition.Length > 20);
        again.Instructions.ShouldContain("drawn");
    }
}
