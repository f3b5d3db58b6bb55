using System.Text.Json;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Practice;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Practice;

public sealed class PracticeGateTests
{
    private const string Session = "practice-gate-tests";

    private static readonly ProjectPolicy ThreeRight = new() { PracticeGoal = 3, PracticePerClass = 1 };

    [Fact]
    public async Task Before_practice_is_passed_neither_images_nor_labels_are_taken_and_the_refusal_says_what_to_do()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await ProjectAsync(server);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;

        var lease = await server.RefusedAsync(Lease(project), $$"""{"session":"{{Session}}","most":1}""");
        var label = await server.RefusedAsync(
            Labels(project), $$"""{"id":"{{Guid.NewGuid()}}","imageId":{{image}},"session":"{{Session}}","kind":"skip"}""");

        lease.Status.ShouldBe(403);
        lease.Detail.ShouldContain("pass it on the Practice page");
        label.ShouldBe(lease);
        (await server.HistoryAsync(project, image)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answer_that_passes_opens_labelling()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await ProjectAsync(server);

        await PassAsync(server, project);

        (await LeaseAsync(server, project)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_passed_stays_in_when_the_rule_becomes_stricter_also_after_a_restart()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await ProjectAsync(server);
        await PassAsync(server, project);
        var stricter = await server.Get<IProjectStore>().ChangeAsync(project.Id, p => p.Follow(p.Policy with { PracticeGoal = 8, PracticePerClass = 4 }), default);

        // A gate of its own knows only what is stored.
        var gate = new PracticeGate(
            server.Get<PracticeShelf>(), server.Get<IPracticeLog>(), server.Get<ILabelLog>(), server.Get<IMembershipStore>(), server.Time);

        (await gate.IsOpenAsync(stricter, await server.PersonAsync(), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_goal_of_zero_opens_labelling()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await ProjectAsync(server, new ProjectPolicy { PracticeGoal = 0 });

        (await LeaseAsync(server, project)).ShouldBe(1);
    }

    [Fact]
    public async Task A_waiver_lets_in_and_taken_back_it_closes_again_unless_the_person_has_labelled()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await ProjectAsync(server);
        var (person, gate) = (await server.PersonAsync(), server.Get<PracticeGate>());
        var admin = new Visitor(person, "Local", IsServerAdmin: true);

        await gate.WaiveAsync(project, person, admin, default);
        (await LeaseAsync(server, project)).ShouldBe(1);
        await gate.RevokeAsync(project, person, default);
        (await server.RefusedAsync(Lease(project), $$"""{"session":"{{Session}}","most":1}""")).Status.ShouldBe(403);

        await gate.WaiveAsync(project, person, admin, default);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;
        await server.AskAsync(Labels(project), new { id = Guid.NewGuid(), imageId = image, session = Session, kind = "skip" });
        await gate.RevokeAsync(project, person, default);
        (await gate.IsOpenAsync(project, person, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_elses_pass_opens_nothing()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await ProjectAsync(server);
        await PassAsync(server, project);

        (await server.Get<PracticeGate>().IsOpenAsync(project, await server.PersonAsync() + 1, default)).ShouldBeFalse();
    }

    /// <summary>Two images to label and eight to practise on.</summary>
    private static async Task<Project> ProjectAsync(LabelServer server, ProjectPolicy? policy = null)
    {
        var project = await server.ProjectAsync(images: 2, policy: policy ?? ThreeRight);
        await server.AddAsync(project, 4, Split.Test, "dry");
        await server.AddAsync(project, 4, Split.Test, "sound");
        return project;
    }

    private static async Task PassAsync(LabelServer server, Project project)
    {
        var classes = (await server.Get<IImageStore>().ListAsync(project.Id, default)).ToDictionary(i => i.Image.Id, i => i.Answer?.ClassId);
        var answer = await server.AskAsync($"/api/projects/{project.Id}/practice/next", new { });
        var image = answer.GetProperty("image").GetProperty("id").GetInt64();
        for (var answers = 0; !answer.GetProperty("state").GetProperty("passed").GetBoolean(); answers++)
        {
            answers.ShouldBeLessThan(20);
            answer = await server.AskAsync($"/api/projects/{project.Id}/practice/answers", new { id = Guid.NewGuid(), imageId = image, classId = classes[image] });
            image = answer.GetProperty("next").GetProperty("id").GetInt64();
        }
    }

    private static async Task<int> LeaseAsync(LabelServer server, Project project) =>
        (await server.AskAsync(Lease(project), new { session = Session, most = 1 })).GetProperty("images").GetArrayLength();

    private static string Lease(Project project) => $"/api/projects/{project.Id}/lease";

    private static string Labels(Project project) => $"/api/projects/{project.Id}/labels";
}
