using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Practice;
using ActiveLabel.Web.Features.Practice.Gold;
using ActiveLabel.Web.Features.Practice.Results;
using AngleSharp.Dom;
using Bunit;

namespace ActiveLabel.Web.Tests.Features.Practice;

public sealed class GoldPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Without_marked_images_the_page_says_which_ones_serve()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));

        var page = stage.Open<GoldPage>();

        page.WaitForAssertion(() => page.Markup.ShouldContain("None is marked, so 2 labelled test images serve."), Patience);
        page.Markup.ShouldContain("Nobody practises &lt;script&gt;: no gold image of it.");
    }

    [Fact]
    public async Task An_image_is_marked_and_taken_back_by_a_press()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));
        var page = stage.Open<GoldPage>();
        await PressAsync(page, "button[aria-label='Mark images of sound']");

        await PressAsync(page, ".gold-candidate");
        page.WaitForAssertion(() => page.Find(".gold-candidate").GetAttribute("aria-pressed").ShouldBe("true"), Patience);
        (await GoldAsync(stage)).ShouldBe([(stage.Project.Classes[0].Id, "knot00.png")]);

        await PressAsync(page, ".gold-candidate");
        page.WaitForAssertion(() => page.Find(".gold-candidate").GetAttribute("aria-pressed").ShouldBe("false"), Patience);
        (await GoldAsync(stage)).ShouldBeEmpty();
    }

    [Fact]
    public async Task How_often_people_got_an_image_wrong_stands_below_it()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));
        var image = await stage.ImageAsync("knot00.png");
        var (sound, dry) = (stage.Project.Classes[0].Id, stage.Project.Classes[1].Id);
        var person = (await stage.Get<IPersonStore>().GetAsync(PersonKind.Local, default)).Id;
        await stage.Get<GoldDesk>().MarkAsync(stage.Project.Id, image.Id, sound, person, default);
        foreach (var given in new[] { sound, dry, dry, dry })
        {
            await stage.Get<IPracticeLog>().AppendAsync(new PracticeAnswer(Guid.NewGuid(), stage.Project.Id, person, image.Id, given, sound, DateTimeOffset.UnixEpoch), default);
        }

        var page = stage.Open<GoldPage>();

        page.WaitForAssertion(() => page.Find(".gold-tally.is-hard").TextContent.ShouldBe("3 of 4 wrong"), Patience);
    }

    [Fact]
    public async Task Marking_an_image_that_nobody_has_labelled_labels_it_and_takes_it_out_of_the_queue()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        await stage.AddPoolImageAsync();
        var image = await stage.ImageAsync("pool.png");
        var person = (await stage.Get<IPersonStore>().GetAsync(PersonKind.Local, default)).Id;

        await stage.Get<GoldDesk>().MarkAsync(stage.Project.Id, image.Id, stage.Project.Classes[1].Id, person, default);

        (await stage.Get<IImageStore>().FindAsync(stage.Project.Id, image.Id, default))!.Answer!.ClassId.ShouldBe(stage.Project.Classes[1].Id);
        (await stage.Get<ILabelQueue>().CountAsync(stage.Project.Id, DateTimeOffset.UnixEpoch, default)).Waiting.ShouldBe(0);
        stage.Trigger.Appended.ShouldBe([stage.Project.Id]);
    }

    [Fact]
    public async Task Marking_an_image_as_what_it_is_labelled_appends_no_label()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        var image = await stage.ImageAsync("knot00.png");
        var person = (await stage.Get<IPersonStore>().GetAsync(PersonKind.Local, default)).Id;

        await stage.Get<GoldDesk>().MarkAsync(stage.Project.Id, image.Id, stage.Project.Classes[0].Id, person, default);

        (await stage.Get<ILabelLog>().HistoryAsync(stage.Project.Id, image.Id, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_people_vote_what_is_gold_stands_against_all_that_others_will_say()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        await stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, p => p.Follow(p.Policy with { Consensus = ConsensusMethod.MajorityVote }), default);
        var image = await stage.ImageAsync("knot00.png");
        var person = (await stage.Get<IPersonStore>().GetAsync(PersonKind.Local, default)).Id;

        await stage.Get<GoldDesk>().MarkAsync(stage.Project.Id, image.Id, stage.Project.Classes[0].Id, person, default);

        var newest = (await stage.Get<ILabelLog>().HistoryAsync(stage.Project.Id, image.Id, default))[^1];
        (newest.ClassId, newest.Source, newest.PersonId).ShouldBe((stage.Project.Classes[0].Id, LabelSource.Review, person));
    }

    [Fact]
    public async Task A_class_with_marked_images_is_practised_on_those_and_others_on_tests()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (0, 0), (1, 1), (1, 1));
        var image = await stage.ImageAsync("knot01.png");
        await stage.Get<GoldDesk>().MarkAsync(stage.Project.Id, image.Id, stage.Project.Classes[0].Id, (await stage.Get<IPersonStore>().GetAsync(PersonKind.Local, default)).Id, default);

        var shelf = await stage.Get<PracticeShelf>().OfAsync(stage.Project.Id, default);

        shelf.Known.Select(i => (i.Image.FileName, i.IsMarked)).ShouldBe([("knot01.png", true), ("knot02.png", false), ("knot03.png", false)]);
    }

    [Fact]
    public async Task What_each_person_did_is_told_apart_by_practice_and_hidden_checks()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));
        var image = await stage.ImageAsync("knot00.png");
        var (sound, dry) = (stage.Project.Classes[0].Id, stage.Project.Classes[1].Id);
        var person = (await stage.Get<IPersonStore>().GetAsync(PersonKind.Local, default)).Id;
        var answer = new PracticeAnswer(Guid.NewGuid(), stage.Project.Id, person, image.Id, sound, sound, DateTimeOffset.UnixEpoch);
        PracticeAnswer[] answers =
        [
            answer,
            answer with { Id = Guid.NewGuid(), GivenClassId = dry },
            .. Enumerable.Range(0, 25).Select(n => answer with { Id = Guid.NewGuid(), Source = GoldSource.Hidden, GivenClassId = n < 20 ? sound : dry }),
            answer with { Id = Guid.NewGuid(), Source = GoldSource.Hidden, IsSkip = true },
        ];
        foreach (var one in answers)
        {
            await stage.Get<IPracticeLog>().AppendAsync(one, default);
        }

        var result = (await stage.Get<PracticeReport>().ListAsync(stage.Project, default)).ShouldHaveSingleItem();

        (result.Practice.Right, result.Practice.Asked).ShouldBe((1, 2));
        (result.Hidden.Right, result.Hidden.Asked, result.Hidden.Skipped).ShouldBe((20, 25, 1));
        result.Stretches.Select(s => (s.Right, s.Asked)).ShouldBe([(20, 20), (0, 5)]);
        result.Hidden.Confusion[(sound, dry)].ShouldBe(5);
        result.Progress.Passed.ShouldBeFalse();

        var page = stage.Open<GoldPage>();
        page.WaitForAssertion(() => page.Find(".results tbody tr").TextContent.ShouldContain("80.0% of 25"), Patience);
    }

    private static Task PressAsync(IRenderedComponent<GoldPage> page, string button)
    {
        page.WaitForElement(button, Patience);
        return page.InvokeAsync(() => page.Find(button).Click());
    }

    private static async Task<IEnumerable<(long ClassId, string File)>> GoldAsync(Stage stage) =>
        (await stage.Get<IGoldStore>().ListAsync(stage.Project.Id, default)).Select(m => (m.Gold.ClassId, m.Image.Image.FileName));
}
