using System.Text.Json;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Practice;

public sealed class PracticeEndpointTests
{
    [Fact]
    public async Task The_class_of_an_image_is_not_told_before_it_is_answered()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync();
        await server.AddAsync(project, 3, Split.Test, "dry");

        var next = await server.AskAsync(Next(project), new { });

        next.GetProperty("image").EnumerateObject().Select(p => p.Name).ShouldBe(["id", "url", "width", "height"]);
        next.GetProperty("state").GetProperty("passed").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_image_is_given_until_it_is_answered()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync();
        await server.AddAsync(project, 9, Split.Test, "dry");

        var first = ImageOf(await server.AskAsync(Next(project), new { }));
        var again = ImageOf(await server.AskAsync(Next(project), new { }));
        var after = ImageOf((await AnswerAsync(server, project, Guid.NewGuid(), first, "dry")), "next");

        again.ShouldBe(first);
        after.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_wrong_answer_brings_the_right_class_and_an_example_of_it()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync();
        await server.AddAsync(project, 2, Split.Test, "dry");
        var image = ImageOf(await server.AskAsync(Next(project), new { }));

        var verdict = await AnswerAsync(server, project, Guid.NewGuid(), image, "sound");

        verdict.GetProperty("right").GetBoolean().ShouldBeFalse();
        verdict.GetProperty("rightClassId").GetInt64().ShouldBe(project.FindClass("dry")!.Id);
        ImageOf(verdict, "example").ShouldNotBe(image);
        var cell = verdict.GetProperty("state").GetProperty("confusion").EnumerateArray().ShouldHaveSingleItem();
        (cell.GetProperty("givenClassId").GetInt64(), cell.GetProperty("count").GetInt32()).ShouldBe((project.FindClass("sound")!.Id, 1));
    }

    [Fact]
    public async Task An_answer_sent_twice_counts_once_and_is_judged_the_same()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync();
        await server.AddAsync(project, 4, Split.Test, "dry");
        var image = ImageOf(await server.AskAsync(Next(project), new { }));
        var id = Guid.NewGuid();

        var once = await AnswerAsync(server, project, id, image, "sound");
        var twice = await AnswerAsync(server, project, id, image, "sound");

        twice.GetRawText().ShouldBe(once.GetRawText());
        (await server.Get<IPracticeLog>().ListAsync(project.Id, await server.PersonAsync(), default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answering_right_to_the_goal_passes()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(policy: new ProjectPolicy { PracticeGoal = 6 });
        await server.AddAsync(project, 4, Split.Test, "dry");
        await server.AddAsync(project, 4, Split.Test, "sound");
        var classes = (await server.Get<IImageStore>().ListAsync(project.Id, default)).ToDictionary(i => i.Image.Id, i => i.Answer!.ClassId!.Value);

        var image = ImageOf(await server.AskAsync(Next(project), new { }));
        var answered = 0;
        JsonElement verdict;
        do
        {
            verdict = await server.AskAsync(Answers(project), new { id = Guid.NewGuid(), imageId = image, classId = classes[image] });
            image = ImageOf(verdict, "next");
            answered++;
        }
        while (!verdict.GetProperty("state").GetProperty("passed").GetBoolean() && answered < 30);

        answered.ShouldBeInRange(6, 12);
        verdict.GetProperty("state").GetProperty("classes").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Without_labelled_test_images_those_that_came_with_a_label_are_practised_on_and_those_labelled_here_are_not()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 5);
        await server.AddAsync(project, 1, Split.Pool, "encased");
        var images = await server.Get<IImageStore>().ListAsync(project.Id, default);
        await server.Get<ILabelLog>().AppendAsync(
            new LabelEntry(
                Guid.NewGuid(), project.Id, images[0].Image.Id, await server.PersonAsync(), LabelKind.Class, project.FindClass("dry")!.Id,
                LabelServer.Noon, LabelSource.LabelPage),
            default);

        var next = await server.AskAsync(Next(project), new { });

        ImageOf(next).ShouldBe(images.Single(i => i.Answer?.Source == LabelSource.Import).Image.Id);
        next.GetProperty("state").GetProperty("classes").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task With_nothing_to_practise_on_practice_counts_as_passed()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 5);

        var next = await server.AskAsync(Next(project), new { });

        next.GetProperty("image").ValueKind.ShouldBe(JsonValueKind.Null);
        next.GetProperty("state").GetProperty("passed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_image_that_is_none_to_practise_on_and_an_unknown_class_are_refused()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;
        var known = project.FindClass("dry")!.Id;

        (await server.RefusedAsync(Answers(project), $$"""{"id":"{{Guid.NewGuid()}}","imageId":{{image}},"classId":{{known}}}""")).Detail.ShouldContain("none to practise on");
        (await server.RefusedAsync(Answers(project), $$"""{"id":"{{Guid.NewGuid()}}","imageId":{{image}},"classId":999}""")).Detail.ShouldContain("no class 999");
        (await server.RefusedAsync("/api/projects/999/practice/next", "{}")).Status.ShouldBe(404);
    }

    private static string Next(Project project) => $"/api/projects/{project.Id}/practice/next";

    private static string Answers(Project project) => $"/api/projects/{project.Id}/practice/answers";

    private static long ImageOf(JsonElement answer, string name = "image") => answer.GetProperty(name).GetProperty("id").GetInt64();

    private static Task<JsonElement> AnswerAsync(LabelServer server, Project project, Guid id, long image, string className) =>
        server.AskAsync(Answers(project), new { id, imageId = image, classId = project.FindClass(className)!.Id });
}
