using System.Text.Json;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using Shouldly;
using Xunit;
using static ActiveLabel.Web.Tests.Features.Grid.SortedKnots;

namespace ActiveLabel.Web.Tests.Features.Grid;

public sealed class GridPageEndpointTests
{
    [Fact]
    public async Task A_page_holds_the_surest_images_of_one_class_those_in_doubt_first()
    {
        await using var knots = await CreateAsync(images: 60);

        var page = await knots.PageAsync(classId: knots.Class("encased"));

        page.GetProperty("kind").GetString().ShouldBe("oneClass");
        page.GetProperty("classId").GetInt64().ShouldBe(knots.Class("encased"));
        page.GetProperty("modelVersionId").GetInt64().ShouldBe(knots.ModelVersionId);
        // The higher the number, the surer the model: of the odd ones the last twelve.
        IdsOf(page).ShouldBe(Enumerable.Range(0, 12).Select(n => knots.Ids[37 + (2 * n)]));
        var image = page.GetProperty("images")[0];
        image.GetProperty("thumb").GetString()!.ShouldEndWith("&size=320");
        image.GetProperty("probability").ValueKind.ShouldBe(JsonValueKind.Null, "how sure the model is shows only where guesses do");
        image.TryGetProperty("fileName", out _).ShouldBeFalse("a file name may give the class away");
    }

    [Fact]
    public async Task How_sure_the_model_is_comes_where_the_project_shows_guesses()
    {
        await using var knots = await CreateAsync(images: 30, policy: new ProjectPolicy { ShowGuess = true });

        var sure = (await knots.PageAsync()).GetProperty("images").EnumerateArray().Select(i => i.GetProperty("probability").GetDouble()).ToList();

        sure.ShouldBeInOrder();
        sure[^1].ShouldBeInRange(0.7, 0.9);
    }

    [Fact]
    public async Task Without_a_wish_it_is_the_class_of_which_most_is_left()
    {
        await using var knots = await CreateAsync(images: 41);

        var page = await knots.PageAsync();

        page.GetProperty("classId").GetInt64().ShouldBe(knots.Class("dry"), "21 of 41");
        page.GetProperty("choices").EnumerateArray().ToDictionary(c => c.GetProperty("classId").GetInt64(), c => c.GetProperty("images").GetInt32())
            .ShouldBe(new Dictionary<long, int> { [knots.Class("dry")] = 21, [knots.Class("encased")] = 20 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Two_pages_share_no_image_and_a_page_asked_for_again_takes_no_more()
    {
        await using var knots = await CreateAsync(images: 80);

        var one = IdsOf(await knots.PageAsync("page-one-1", classId: knots.Class("dry")));
        var two = IdsOf(await knots.PageAsync("page-two-2", classId: knots.Class("dry")));
        var again = IdsOf(await knots.PageAsync("page-one-1", classId: knots.Class("dry")));

        one.Concat(two).Distinct().Count().ShouldBe(24);
        again.ShouldBe(one);
        (await knots.Server.Get<ILabelQueue>().CountAsync(knots.Project.Id, LabelServer.Noon, default)).Leased.ShouldBe(24);
    }

    [Fact]
    public async Task Images_that_the_label_page_holds_and_those_that_are_answered_are_passed_over()
    {
        await using var knots = await CreateAsync(images: 60);
        var dry = IdsOf(await knots.PageAsync("page-one-1", classId: knots.Class("dry")));
        await knots.Server.AskAsync($"/api/projects/{knots.Project.Id}/release", new { session = "page-one-1" });
        await knots.OtherAnswersAsync(dry[11]);
        await knots.Server.Get<ILabelQueue>().LeaseThoseAsync(
            new OpenPage(knots.Project.Id, await knots.Server.PersonAsync(), "label-page"), [dry[10]], new LeaseSpan(LabelServer.Noon, TimeSpan.FromMinutes(5)), default);

        var page = IdsOf(await knots.PageAsync("page-two-2", classId: knots.Class("dry")));

        page.Count.ShouldBe(12);
        page.ShouldNotContain(dry[11]);
        page.ShouldNotContain(dry[10]);
        page.ShouldContain(dry[9]);
    }

    [Fact]
    public async Task What_the_person_skipped_does_not_come_back_to_them_until_the_skip_is_taken_back()
    {
        await using var knots = await CreateAsync(images: 40);
        var skipped = IdsOf(await knots.PageAsync("page-one-1", classId: knots.Class("dry")))[^1];
        var skip = new GridLabel(Guid.NewGuid(), skipped, "skip");
        await knots.AnswerAsync("page-one-1", knots.ModelVersionId, skip);

        IdsOf(await knots.PageAsync("page-one-1", classId: knots.Class("dry"))).ShouldNotContain(skipped);

        await knots.UndoAsync("page-two-2", (Guid.NewGuid(), skip.Id));
        await knots.Server.AskAsync($"/api/projects/{knots.Project.Id}/release", new { session = "page-two-2" });
        IdsOf(await knots.PageAsync("page-one-1", classId: knots.Class("dry"))).ShouldContain(skipped);
    }

    [Fact]
    public async Task A_page_is_full_however_many_images_have_been_answered_since_the_sorting_was_made()
    {
        await using var knots = await CreateAsync(images: 300);
        await knots.PageAsync("page-one-1", classId: knots.Class("dry"));
        // All but the 20 of which the model is least sure.
        foreach (var n in Enumerable.Range(20, 130))
        {
            await knots.OtherAnswersAsync(knots.Ids[2 * n]);
        }

        var page = await knots.PageAsync("page-one-1", size: 24, classId: knots.Class("dry"));

        IdsOf(page).ShouldBe(Enumerable.Range(0, 20).Select(n => knots.Ids[2 * n]));
        page.GetProperty("choices").EnumerateArray().Single(c => c.GetProperty("classId").GetInt64() == knots.Class("dry")).GetProperty("images").GetInt32()
            .ShouldBe(20, "what is answered is counted no more");
    }

    [Fact]
    public async Task Images_drawn_to_judge_models_gold_images_and_test_images_never_come()
    {
        await using var knots = await CreateAsync(images: 26, drawn: [24, 22]);
        await knots.Server.Get<IGoldStore>().MarkAsync(
            new GoldImage(knots.Project.Id, knots.Ids[20], knots.Class("dry"), await knots.Server.PersonAsync(), LabelServer.Noon), default);
        await knots.Server.AddAsync(knots.Project, 3, Split.Test, "dry");
        var tests = (await knots.Server.Get<IImageStore>().ListIdsAsync(knots.Project.Id, Split.Test, default)).ToList();

        var page = IdsOf(await knots.PageAsync(size: 60, classId: knots.Class("dry")));

        page.ShouldBe(Enumerable.Range(0, 10).Select(n => knots.Ids[2 * n]));
        page.Intersect(tests).ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_there_is_a_model_images_that_look_alike_come_together()
    {
        await using var knots = await CreateAsync(images: 120, model: false);

        var page = await knots.PageAsync();

        page.GetProperty("kind").GetString().ShouldBe("alike");
        page.GetProperty("classId").ValueKind.ShouldBe(JsonValueKind.Null);
        page.GetProperty("modelVersionId").ValueKind.ShouldBe(JsonValueKind.Null);
        IdsOf(page).Select(id => knots.Ids.ToList().IndexOf(id) % 2).Distinct().ShouldHaveSingleItem();
        var groups = page.GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("group").GetInt32()).ToList();
        groups.Count.ShouldBeGreaterThan(1);
        (await knots.PageAsync("page-two-2", group: groups[1])).GetProperty("group").GetInt32().ShouldBe(groups[1]);
    }

    [Fact]
    public async Task The_first_model_ends_the_sorting_by_looks()
    {
        await using var knots = await CreateAsync(images: 40, model: false);
        await knots.PageAsync();
        await knots.TrainAsync();

        (await knots.PageAsync()).GetProperty("kind").GetString().ShouldBe("oneClass");
    }

    [Fact]
    public async Task A_newer_model_is_taken_up_and_nobody_waits_for_it()
    {
        await using var knots = await CreateAsync(images: 40);
        var old = (await knots.PageAsync()).GetProperty("modelVersionId").GetInt64();
        await knots.TrainAsync();
        knots.ModelVersionId.ShouldNotBe(old);

        await WebServer.UntilAsync(async () => (await knots.PageAsync()).GetProperty("modelVersionId").GetInt64() == knots.ModelVersionId);
    }

    [Fact]
    public async Task Images_that_no_network_has_looked_at_are_said_to_be_so()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 5);

        var page = await server.AskAsync($"/api/projects/{project.Id}/grid/page", new { session = "page-one-1", size = 12 });

        page.GetProperty("kind").GetString().ShouldBe("noVectors");
        IdsOf(page).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_class_of_which_nothing_is_left_a_page_that_others_hold_and_the_end_are_told_apart()
    {
        await using var knots = await CreateAsync(images: 24);
        (await knots.PageAsync("page-one-1", classId: knots.Class("sound"))).GetProperty("kind").GetString().ShouldBe("noneLeft", "the model takes none for sound");

        var dry = IdsOf(await knots.PageAsync("page-one-1", classId: knots.Class("dry")));
        var encased = IdsOf(await knots.PageAsync("page-two-2", classId: knots.Class("encased")));
        (await knots.PageAsync("page-three-3")).GetProperty("kind").GetString().ShouldBe("busy");

        foreach (var image in dry.Concat(encased))
        {
            await knots.OtherAnswersAsync(image);
        }

        var end = await knots.PageAsync("page-three-3");
        end.GetProperty("kind").GetString().ShouldBe("done");
        end.GetProperty("choices").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_class_that_is_younger_than_the_model_has_no_images_yet()
    {
        await using var knots = await CreateAsync(images: 24);
        var changed = await knots.Server.Get<IProjectStore>().ChangeAsync(knots.Project.Id, p => p.AddClass("bark"), default);

        var page = await knots.PageAsync(classId: changed.FindClass("bark")!.Id);

        page.GetProperty("kind").GetString().ShouldBe("noneLeft");
        IdsOf(page).ShouldBeEmpty();
    }

    [Fact]
    public async Task Practice_comes_first_here_too()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 5);
        await server.AddAsync(project, 3, Split.Test, "dry");
        var image = (await server.Get<IImageStore>().ListIdsAsync(project.Id, Split.Pool, default))[0];

        var page = await server.RefusedAsync($"/api/projects/{project.Id}/grid/page", "{\"session\":\"page-one-1\",\"size\":12}");
        var answers = await server.RefusedAsync(
            $"/api/projects/{project.Id}/grid/answers",
            $$"""{"session":"page-one-1","labels":[{"id":"{{Guid.NewGuid()}}","imageId":{{image}},"kind":"skip"}]}""");

        (page.Status, answers.Status).ShouldBe((403, 403));
        (await server.HistoryAsync(project, image)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{\"session\":\"page-one-1\",\"size\":0}", "'size' is 12 to 60, not 0.")]
    [InlineData("{\"session\":\"page-one-1\",\"size\":1000}", "'size' is 12 to 60, not 1000.")]
    [InlineData("{\"session\":\"page-one-1\",\"size\":24,\"classId\":777}", "has no class 777 (any more): reload the page.")]
    [InlineData("{\"session\":\"page-one-1\",\"size\":24,\"group\":-1}", "'group' is counted from 0, not -1.")]
    [InlineData("{\"session\":\"short\",\"size\":24}", "'session' has 8 to 64 letters, digits and hyphens.")]
    [InlineData("{\"session\":\"page-one-1\"}", "size")]
    public async Task What_makes_no_sense_is_refused_in_one_line(string body, string says)
    {
        await using var knots = await CreateAsync(images: 24);

        var (status, detail) = await knots.Server.RefusedAsync(knots.Path("page"), body);

        status.ShouldBe(400);
        detail.ShouldContain(says);
    }
}
