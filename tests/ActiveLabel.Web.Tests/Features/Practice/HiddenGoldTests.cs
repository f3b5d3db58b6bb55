using System.Text.Json;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Practice;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Practice;

public sealed class HiddenGoldTests
{
    private const string Session = "hidden-gold-tests";

    private static readonly ProjectPolicy OneInFive = new() { PracticeGoal = 0, GoldShare = 0.2 };

    [Fact]
    public async Task One_image_in_five_is_a_check_which_looks_like_any_other()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);

        var images = await LabelAsync(server, project, 30);

        images.Count(i => gold.Contains(IdOf(i))).ShouldBeInRange(5, 7);
        images.Select(i => string.Join(' ', i.EnumerateObject().Select(p => $"{p.Name}:{p.Value.ValueKind}"))).Distinct().ShouldHaveSingleItem();
        images.Select(i => i.GetProperty("round").GetInt32()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_answer_to_a_check_is_kept_apart_and_is_no_label()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);

        var images = await LabelAsync(server, project, 20);

        var checks = images.Select(IdOf).Where(gold.Contains).ToList();
        var answers = await server.Get<IPracticeLog>().ListAsync(project.Id, await server.PersonAsync(), default);
        answers.Select(a => a.ImageId).ShouldBe(checks);
        answers.ShouldAllBe(a => a.Source == GoldSource.Hidden && !a.IsSkip);
        foreach (var check in checks)
        {
            (await server.HistoryAsync(project, check)).ShouldHaveSingleItem().Source.ShouldBe(LabelSource.Import);
        }

        (await server.Get<ILabelLog>().ProgressAsync(project.Id, default)).Labelled.ShouldBe(20 - checks.Count);
        server.Trigger.Appended.Count.ShouldBe(20 - checks.Count);
    }

    [Fact]
    public async Task A_page_that_is_loaded_again_gets_the_same_check_at_the_same_place()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);
        var first = Images(await LeaseAsync(server, project, Session, most: 6));
        await server.AskAsync($"/api/projects/{project.Id}/release", new { session = Session });

        var again = Images(await LeaseAsync(server, project, "hidden-gold-again", most: 6));

        first.Select(IdOf).Count(gold.Contains).ShouldBe(1);
        again.Select(IdOf).ShouldBe(first.Select(IdOf));
    }

    [Fact]
    public async Task A_lost_answer_deals_the_same_check_again_and_an_answer_sent_twice_counts_once()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);
        var check = Images(await LeaseAsync(server, project, Session, most: 6)).Select(IdOf).Single(gold.Contains);

        Images(await LeaseAsync(server, project, Session, most: 6)).Select(IdOf).ShouldContain(check);
        var body = new { id = Guid.NewGuid(), imageId = check, session = Session, kind = "class", classId = project.Classes[0].Id };
        var once = await server.AskAsync(Labels(project), body);
        var twice = await server.AskAsync(Labels(project), body);

        (once.GetProperty("outcome").GetString(), twice.GetProperty("outcome").GetString()).ShouldBe(("saved", "repeated"));
        (await server.Get<IPracticeLog>().ListAsync(project.Id, await server.PersonAsync(), default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_skipped_check_is_neither_right_nor_wrong()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);
        var check = Images(await LeaseAsync(server, project, Session, most: 6)).Select(IdOf).Single(gold.Contains);

        await server.AskAsync(Labels(project), new { id = Guid.NewGuid(), imageId = check, session = Session, kind = "skip" });

        (await server.Get<IPracticeLog>().ListAsync(project.Id, await server.PersonAsync(), default)).ShouldHaveSingleItem().IsSkip.ShouldBeTrue();
        (await server.Get<IPracticeLog>().TallyAsync(project.Id, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_to_a_check_is_taken_back_like_any_other_and_its_image_comes_back(bool named)
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);
        var check = Images(await LeaseAsync(server, project, Session, most: 6)).Select(IdOf).Single(gold.Contains);
        var label = Guid.NewGuid();
        await server.AskAsync(Labels(project), new { id = label, imageId = check, session = Session, kind = "class", classId = project.Classes[0].Id });

        var undone = await server.AskAsync($"/api/projects/{project.Id}/undo", new { id = Guid.NewGuid(), session = Session, label = named ? label : (Guid?)null });

        IdOf(undone.GetProperty("image")).ShouldBe(check);
        (await server.Get<IPracticeLog>().ListAsync(project.Id, await server.PersonAsync(), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Undo_takes_back_the_newest_whether_check_or_label()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);
        var images = Images(await LeaseAsync(server, project, Session, most: 6)).Select(IdOf).ToList();
        var (check, other) = (images.Single(gold.Contains), images.First(i => !gold.Contains(i)));
        await server.AskAsync(Labels(project), new { id = Guid.NewGuid(), imageId = check, session = Session, kind = "class", classId = project.Classes[0].Id });
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await server.AskAsync(Labels(project), new { id = Guid.NewGuid(), imageId = other, session = Session, kind = "class", classId = project.Classes[0].Id });

        var undone = await server.AskAsync($"/api/projects/{project.Id}/undo", new { id = Guid.NewGuid(), session = Session });

        IdOf(undone.GetProperty("image")).ShouldBe(other);
    }

    [Fact]
    public async Task Undo_of_a_check_whose_image_was_removed_since_takes_no_label_with_it()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);
        var images = Images(await LeaseAsync(server, project, Session, most: 6)).Select(IdOf).ToList();
        var (check, other) = (images.Single(gold.Contains), images.First(i => !gold.Contains(i)));
        await server.AskAsync(Labels(project), new { id = Guid.NewGuid(), imageId = other, session = Session, kind = "class", classId = project.Classes[0].Id });
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await server.AskAsync(Labels(project), new { id = Guid.NewGuid(), imageId = check, session = Session, kind = "class", classId = project.Classes[0].Id });
        await server.Get<ISplitMoves>().MoveAsync(project.Id, [check], Split.Removed, await server.PersonAsync(), server.Time.GetUtcNow(), default);
        server.Get<PracticeShelf>().Forget(project.Id);

        var undone = await server.AskAsync($"/api/projects/{project.Id}/undo", new { id = Guid.NewGuid(), session = Session });

        undone.GetProperty("image").ValueKind.ShouldBe(JsonValueKind.Null);
        undone.GetProperty("gone").GetBoolean().ShouldBeTrue();
        var renewed = await server.AskAsync($"/api/projects/{project.Id}/renew", new { session = Session });
        renewed.GetProperty("held").EnumerateArray().Select(i => i.GetInt64()).ShouldNotContain(check);
        (await server.Get<IPracticeLog>().ListAsync(project.Id, await server.PersonAsync(), default)).ShouldBeEmpty();
        (await server.HistoryAsync(project, other)).ShouldHaveSingleItem().Kind.ShouldBe(LabelKind.Class);
    }

    [Fact]
    public async Task A_check_stays_in_hand_while_the_page_renews()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server);
        var images = Images(await LeaseAsync(server, project, Session, most: 6)).Select(IdOf).ToList();

        var renewed = await server.AskAsync($"/api/projects/{project.Id}/renew", new { session = Session });

        renewed.GetProperty("held").EnumerateArray().Select(i => i.GetInt64())
            .ShouldBe(images, ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_share_nobody_is_checked()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, gold) = await ProjectAsync(server, OneInFive with { GoldShare = 0 });

        (await LabelAsync(server, project, 20)).ShouldNotContain(i => gold.Contains(IdOf(i)));
    }

    [Fact]
    public async Task When_nothing_is_left_to_label_no_check_is_left_either()
    {
        await using var server = await LabelServer.StartAsync();
        var (project, _) = await ProjectAsync(server, images: 0);

        Images(await LeaseAsync(server, project, Session, most: 6)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gold_image_is_not_handed_out_for_another_opinion()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1, policy: new ProjectPolicy { PracticeGoal = 0, Overlap = 2 });
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image.Id;
        await server.Get<IGoldStore>().MarkAsync(new GoldImage(project.Id, image, project.Classes[0].Id, await server.PersonAsync(), LabelServer.Noon), default);

        Images(await LeaseAsync(server, project, Session, most: 3)).ShouldBeEmpty();
    }

    private static async Task<(Project Project, HashSet<long> Gold)> ProjectAsync(LabelServer server, ProjectPolicy? policy = null, int images = 60)
    {
        var project = await server.ProjectAsync(images, policy: policy ?? OneInFive);
        await server.AddAsync(project, 40, Split.Test, "dry");
        var gold = (await server.Get<IImageStore>().ListAsync(project.Id, default)).Where(i => i.Image.Split == Split.Test).Select(i => i.Image.Id);
        return (project, gold.ToHashSet());
    }

    /// <summary>Labels as the page does, one after the other, with three in hand; returns what was labelled.</summary>
    private static async Task<List<JsonElement>> LabelAsync(LabelServer server, Project project, int count)
    {
        var hand = Images(await LeaseAsync(server, project, Session, most: 3));
        var done = new List<JsonElement>();
        while (done.Count < count)
        {
            var image = hand[0];
            hand.RemoveAt(0);
            done.Add(image);
            server.Time.Advance(TimeSpan.FromSeconds(1));
            var answer = await server.AskAsync(Labels(project), new
            {
                id = Guid.NewGuid(),
                imageId = IdOf(image),
                session = Session,
                kind = "class",
                classId = project.Classes[0].Id,
                most = 3,
                holding = hand.Select(IdOf),
            });
            hand.AddRange(Images(answer));
        }

        return done;
    }

    private static Task<JsonElement> LeaseAsync(LabelServer server, Project project, string session, int most) =>
        server.AskAsync($"/api/projects/{project.Id}/lease", new { session, most });

    private static string Labels(Project project) => $"/api/projects/{project.Id}/labels";

    private static List<JsonElement> Images(JsonElement answer) => [.. answer.GetProperty("images").EnumerateArray()];

    private static long IdOf(JsonElement image) => image.GetProperty("id").GetInt64();
}
