using System.Text.Json;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Label;

/// <summary>Answers that nobody expected in that form: late, stray, repeated, or for a class that is gone. None is lost, none is passed off as another.</summary>
public sealed class LateAnswerTests
{
    private const string Tab = "tab-one-1";

    [Fact]
    public async Task A_late_answer_for_an_image_that_somebody_else_has_by_now_is_kept_beside_theirs_and_told()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = await LeaseAsync(server, project);
        server.Time.Advance(TimeSpan.FromMinutes(6));
        var colleague = await ColleagueAsync(server, project);
        (await server.Get<ILabelQueue>().LeaseAsync(colleague, 1, Span(server), default)).Single().ImageId.ShouldBe(image);

        var late = await LabelAsync(server, project, Guid.NewGuid(), image, "dry");

        (late.GetProperty("outcome").GetString(), Told(late)).ShouldBe(("saved", (false, true)));
        (await server.HistoryAsync(project, image)).ShouldHaveSingleItem().Round.ShouldBe(0, "it was asked for by that round");
        (await server.Get<ILabelQueue>().HeldAsync(colleague, Span(server).Now, default)).ShouldHaveSingleItem("the colleague keeps it");
    }

    [Fact]
    public async Task A_late_answer_for_an_image_that_somebody_else_has_answered_is_kept_and_told()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = await LeaseAsync(server, project);
        server.Time.Advance(TimeSpan.FromMinutes(6));
        var colleague = await ColleagueAsync(server, project);
        await server.Get<ILabelQueue>().LeaseAsync(colleague, 1, Span(server), default);
        await server.Get<ILabelLog>().AppendAsync(
            new LabelEntry(Guid.NewGuid(), project.Id, image, colleague.PersonId, LabelKind.Class, project.Classes[0].Id, LabelServer.Noon, LabelSource.LabelPage), default);

        var late = await LabelAsync(server, project, Guid.NewGuid(), image, "dry");

        Told(late).ShouldBe((true, false));
        (await server.HistoryAsync(project, image)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_late_answer_that_nobody_was_faster_with_is_an_answer_like_any_other()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = await LeaseAsync(server, project);
        server.Time.Advance(TimeSpan.FromHours(3));

        Told(await LabelAsync(server, project, Guid.NewGuid(), image, "dry")).ShouldBe((false, false));

        (await server.HistoryAsync(project, image)).ShouldHaveSingleItem().Round.ShouldBe(0);
    }

    [Fact]
    public async Task An_id_that_comes_again_with_another_answer_is_refused_and_the_first_stands()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        var image = await LeaseAsync(server, project);
        var id = Guid.NewGuid();
        await LabelAsync(server, project, id, image, "dry");

        var (status, detail) = await server.RefusedAsync($"/api/projects/{project.Id}/labels", JsonSerializer.Serialize(Body(project, id, image, "sound")));

        (status, detail).ShouldBe((400, $"The id {id} was used for another label already, which stands as it is: make a new id for each label."));
        (await server.HistoryAsync(project, image)).ShouldHaveSingleItem().ClassId.ShouldBe(project.FindClass("dry")!.Id);
    }

    [Fact]
    public async Task The_same_label_sent_five_times_at_once_is_there_once()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        var image = await LeaseAsync(server, project);
        var id = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => LabelAsync(server, project, id, image, "dry")));

        answers.Select(a => a.GetProperty("outcome").GetString()).Order().ShouldBe(["repeated", "repeated", "repeated", "repeated", "saved"]);
        answers.Select(Told).Distinct().ShouldBe([(false, false)]);
        (await server.HistoryAsync(project, image)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_class_that_was_removed_meanwhile_is_refused_in_words_and_the_image_stays_with_the_page()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = await LeaseAsync(server, project);
        var removed = project.FindClass("encased")!.Id;
        await server.ChangeAsync(project, new ClassWish.Delete(removed));

        var (status, detail) = await server.RefusedAsync(
            $"/api/projects/{project.Id}/labels", JsonSerializer.Serialize(Body(project, Guid.NewGuid(), image, "encased")));

        (status, detail).ShouldBe((400, $"Project {project.Id} has no class {removed} (any more)."));
        var page = new OpenPage(project.Id, await server.PersonAsync(), Tab);
        (await server.Get<ILabelQueue>().HeldAsync(page, LabelServer.Noon, default)).ShouldHaveSingleItem().ImageId.ShouldBe(image);
        Told(await LabelAsync(server, project, Guid.NewGuid(), image, "dry")).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_class_that_was_merged_meanwhile_is_kept_as_it_was_given_and_counts_as_the_other()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = await LeaseAsync(server, project);
        var (dry, sound) = (project.FindClass("dry")!.Id, project.FindClass("sound")!.Id);
        var merged = await server.ChangeAsync(project, new ClassWish.Merge(dry, sound));

        Told(await LabelAsync(server, project, Guid.NewGuid(), image, "dry")).ShouldBe((false, false));

        (await server.HistoryAsync(project, image)).ShouldHaveSingleItem().ClassId.ShouldBe(dry);
        var answered = async () => (await server.Get<IImageStore>().FindAsync(project.Id, image, default))!.Answer!.ClassId;
        (await answered()).ShouldBe(sound);
        var classes = await server.AskAsync($"/api/projects/{project.Id}/classes", new { });
        classes.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ShouldBe(["sound", "encased"]);
        var former = classes.GetProperty("former").EnumerateArray().ShouldHaveSingleItem();
        (former.GetProperty("id").GetInt64(), former.GetProperty("countsAs").GetString()).ShouldBe((dry, "sound"));

        await server.ChangeAsync(project, new ClassWish.Undo(merged.Sequence));
        (await answered()).ShouldBe(dry);
    }

    [Fact]
    public async Task After_a_restart_with_the_clock_put_back_no_lease_lasts_longer_than_a_new_one()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        await LeaseAsync(server, project);
        var queue = server.Get<ILabelQueue>();
        var colleague = await ColleagueAsync(server, project);
        var started = LabelServer.Noon.AddDays(-1);

        (await queue.LeaseAsync(colleague, 1, new LeaseSpan(started, TimeSpan.FromMinutes(5)), default)).ShouldBeEmpty("somebody may still look at it");
        (await queue.LeaseAsync(colleague, 1, new LeaseSpan(started.AddMinutes(5), TimeSpan.FromMinutes(5)), default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Twenty_idle_tabs_hold_a_hand_each_for_the_time_of_a_lease_and_starve_nobody()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 70);
        for (var tab = 0; tab < 20; tab++)
        {
            for (var again = 0; again < 3; again++)
                await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = $"idle-tab-{tab}", most = 3 });
        }

        (await LabelAllAsync(server, project, most: 10)).ShouldBe(10, "sixty are held, whatever was asked again");
        (await LabelAllAsync(server, project, most: 1)).ShouldBe(0);
        server.Time.Advance(TimeSpan.FromMinutes(5));

        (await LabelAllAsync(server, project, most: 60)).ShouldBe(60);
    }

    private static async Task<int> LabelAllAsync(LabelServer server, Project project, int most)
    {
        for (var done = 0; done < most; done++)
        {
            var answer = await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 1 });
            if (LabelEndpointTests.Ids(answer) is not [var image])
                return done;
            await LabelAsync(server, project, Guid.NewGuid(), image, "dry");
        }

        return most;
    }

    private static async Task<long> LeaseAsync(LabelServer server, Project project) =>
        LabelEndpointTests.Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 1 })).Single();

    private static LeaseSpan Span(LabelServer server) => new(server.Get<LeaseClock>().Now, TimeSpan.FromMinutes(5));

    private static async Task<OpenPage> ColleagueAsync(LabelServer server, Project project) =>
        new(project.Id, (await server.Get<IPersonStore>().GetAsync(PersonKind.Import, default)).Id, "tab-two-2");

    private static object Body(Project project, Guid id, long image, string className) => new
    {
        id,
        imageId = image,
        session = Tab,
        kind = "class",
        classId = project.FindClass(className)!.Id,
    };

    private static Task<JsonElement> LabelAsync(LabelServer server, Project project, Guid id, long image, string className) =>
        server.AskAsync($"/api/projects/{project.Id}/labels", Body(project, id, image, className));

    private static (bool AnsweredBefore, bool WithSomebodyElse) Told(JsonElement answer) =>
        (answer.GetProperty("answeredBefore").GetBoolean(), answer.GetProperty("withSomebodyElse").GetBoolean());
}
