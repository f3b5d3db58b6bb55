using System.Text.Json;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Label;

public sealed class LabelEndpointTests
{
    private const string Tab = "tab-one-1";

    [Fact]
    public async Task A_lease_brings_images_with_their_address_and_how_far_the_project_is()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 5);

        var answer = await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 3 });

        var images = Ids(answer);
        images.Distinct().Count().ShouldBe(3);
        answer.GetProperty("images")[0].GetProperty("url").GetString()!.ShouldStartWith($"/api/projects/{project.Id}/images/{images[0]}?");
        answer.GetProperty("images")[0].TryGetProperty("fileName", out _).ShouldBeFalse("a file name may give the class away");
        var state = answer.GetProperty("state");
        (Number(state, "labelled"), Number(state, "waiting"), Number(state, "leased"), Number(state, "retrainAfter")).ShouldBe((0, 2, 3, 10));
        state.GetProperty("round").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Asking_again_brings_back_what_the_page_did_not_know_it_holds_and_nothing_more()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 9);
        var first = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 3 }));

        var again = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 3 }));
        var knowing = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 3, holding = first }));

        again.ShouldBe(first);
        knowing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_tabs_share_no_image()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 6);

        var one = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 3 }));
        var two = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = "tab-two-2", most = 3 }));

        one.Intersect(two).ShouldBeEmpty();
        one.Concat(two).Count().ShouldBe(6);
    }

    [Fact]
    public async Task A_label_is_kept_with_what_is_known_of_it_and_the_next_image_comes_with_the_answer()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 5);
        var hand = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 2 }));
        var id = Guid.NewGuid();

        var answer = await LabelAsync(server, project, id, hand[0], "dry", tookMs: 730, most: 2, holding: [hand[1]]);

        answer.GetProperty("outcome").GetString().ShouldBe("saved");
        answer.GetProperty("answeredBefore").GetBoolean().ShouldBeFalse();
        Ids(answer).ShouldHaveSingleItem().ShouldNotBeOneOf(hand[0], hand[1]);
        Number(answer.GetProperty("state"), "labelled").ShouldBe(1);
        var entry = (await server.HistoryAsync(project, hand[0])).ShouldHaveSingleItem();
        entry.ShouldBe(new LabelEntry(
            id, project.Id, hand[0], await server.PersonAsync(), LabelKind.Class, project.FindClass("dry")!.Id, LabelServer.Noon,
            LabelSource.LabelPage, TookMilliseconds: 730, Round: 0, Rank: entry.Rank));
        server.Trigger.Appended.ShouldBe([project.Id]);
    }

    [Fact]
    public async Task The_same_label_sent_five_times_is_there_once()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 3);
        var hand = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 1 }));
        var id = Guid.NewGuid();

        var outcomes = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var answer = await LabelAsync(server, project, id, hand[0], "dry", most: 1);
            answer.GetProperty("answeredBefore").GetBoolean().ShouldBeFalse();
            Ids(answer).Count.ShouldBe(1);
            outcomes.Add(answer.GetProperty("outcome").GetString()!);
        }

        outcomes.ShouldBe(["saved", "repeated", "repeated", "repeated", "repeated"]);
        (await server.HistoryAsync(project, hand[0])).Count.ShouldBe(1);
        server.Trigger.Appended.Count.ShouldBe(1);
        (await server.Get<ILabelQueue>().CountAsync(project.Id, LabelServer.Noon, default)).ShouldBe(new QueueCounts(Waiting: 1, Leased: 1));
    }

    [Fact]
    public async Task A_label_for_an_image_never_leased_is_taken()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 3);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;

        (await LabelAsync(server, project, Guid.NewGuid(), image, "sound")).GetProperty("outcome").GetString().ShouldBe("saved");

        (await server.HistoryAsync(project, image)).ShouldHaveSingleItem().Round.ShouldBeNull();
    }

    [Fact]
    public async Task A_label_after_the_lease_ran_out_is_taken_with_its_round()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var hand = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 1 }));
        server.Time.Advance(TimeSpan.FromHours(1));

        (await LabelAsync(server, project, Guid.NewGuid(), hand[0], "sound")).GetProperty("outcome").GetString().ShouldBe("saved");

        (await server.HistoryAsync(project, hand[0])).ShouldHaveSingleItem().Round.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_answer_for_an_image_is_kept_beside_the_first_and_told()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;
        await LabelAsync(server, project, Guid.NewGuid(), image, "sound");

        var second = await LabelAsync(server, project, Guid.NewGuid(), image, "dry");

        second.GetProperty("answeredBefore").GetBoolean().ShouldBeTrue();
        (await server.HistoryAsync(project, image)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_image_of_the_audit_arm_is_labelled_as_such()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 4);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[2].Image.Id;
        var rounds = server.Get<IRoundStore>();
        var round = (await rounds.BeginAsync(project.Id, QueryStrategy.Margin, 1, 1, LabelServer.Noon, default))!;
        round.Lack("no labels", 0, LabelServer.Noon);
        await rounds.EndAsync(round, [new Pick(image, PickReason.Audit)], default);

        var lease = await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 1 });
        await LabelAsync(server, project, Guid.NewGuid(), image, "dry");

        Ids(lease).ShouldBe([image]);
        lease.GetProperty("state").GetProperty("round").GetProperty("state").GetString().ShouldBe("notEnoughLabels");
        var entry = (await server.HistoryAsync(project, image)).ShouldHaveSingleItem();
        (entry.Audit, entry.Round, entry.Rank).ShouldBe((true, 1, 0));
    }

    [Theory]
    [InlineData("skip", LabelKind.Skip)]
    [InlineData("poorExample", LabelKind.PoorExample)]
    public async Task Skip_and_poor_example_need_no_class(string kind, LabelKind kept)
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;

        await server.AskAsync($"/api/projects/{project.Id}/labels", new { id = Guid.NewGuid(), imageId = image, session = Tab, kind });

        (await server.HistoryAsync(project, image)).ShouldHaveSingleItem().Kind.ShouldBe(kept);
    }

    [Fact]
    public async Task Undo_takes_the_named_label_back_and_its_image_comes_again()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 4);
        var hand = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 2 }));
        var first = Guid.NewGuid();
        await LabelAsync(server, project, first, hand[0], "dry");
        await LabelAsync(server, project, Guid.NewGuid(), hand[1], "dry");

        var answer = await server.AskAsync($"/api/projects/{project.Id}/undo", new { id = Guid.NewGuid(), session = Tab, label = first });

        Number(answer.GetProperty("image"), "id").ShouldBe(hand[0]);
        Number(answer.GetProperty("state"), "labelled").ShouldBe(1);
        (await server.HistoryAsync(project, hand[0]))[^1].Kind.ShouldBe(LabelKind.Withdrawal);
        server.Trigger.Appended.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Undo_twice_takes_two_labels_back_and_the_same_undo_twice_only_one()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 4);
        var hand = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 3 }));
        foreach (var image in hand)
            await LabelAsync(server, project, Guid.NewGuid(), image, "dry");
        var undo = new { id = Guid.NewGuid(), session = Tab };

        var images = new List<long>();
        foreach (var request in new[] { undo, undo, new { id = Guid.NewGuid(), session = Tab } })
            images.Add(Number((await server.AskAsync($"/api/projects/{project.Id}/undo", request)).GetProperty("image"), "id"));

        images.ShouldBe([hand[2], hand[2], hand[1]]);
        (await server.Get<ILabelLog>().ProgressAsync(project.Id, default)).Labelled.ShouldBe(1);
    }

    [Fact]
    public async Task Undo_without_a_label_says_that_there_is_none()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);

        var answer = await server.AskAsync($"/api/projects/{project.Id}/undo", new { id = Guid.NewGuid(), session = Tab });

        answer.GetProperty("image").ValueKind.ShouldBe(JsonValueKind.Null);
        server.Trigger.Appended.ShouldBeEmpty();
    }

    [Fact]
    public async Task Renewing_keeps_the_images_of_a_tab_and_tells_which_are_left()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        var mine = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 2 }));
        server.Time.Advance(TimeSpan.FromMinutes(4));
        var renewed = await server.AskAsync($"/api/projects/{project.Id}/renew", new { session = Tab });
        server.Time.Advance(TimeSpan.FromMinutes(4));

        var other = await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = "tab-two-2", most = 2 });

        renewed.GetProperty("held").EnumerateArray().Select(id => id.GetInt64()).ShouldBe(mine, ignoreOrder: true);
        Ids(other).ShouldBeEmpty();
    }

    [Fact]
    public async Task Releasing_gives_the_images_back()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 2);
        var mine = Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = Tab, most = 2 }));

        await server.AskAsync($"/api/projects/{project.Id}/release", new { session = Tab });

        Ids(await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = "tab-two-2", most = 2 })).ShouldBe(mine, ignoreOrder: true);
    }

    internal static List<long> Ids(JsonElement answer) =>
        [.. answer.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("id").GetInt64())];

    private static Task<JsonElement> LabelAsync(
        LabelServer server, Project project, Guid id, long image, string className, int? tookMs = null, int most = 0, long[]? holding = null) =>
        server.AskAsync($"/api/projects/{project.Id}/labels", new
        {
            id,
            imageId = image,
            session = Tab,
            kind = "class",
            classId = project.FindClass(className)!.Id,
            tookMs,
            most,
            holding = holding ?? [],
        });

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
