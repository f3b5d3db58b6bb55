using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.People.Models;
using ActiveLabel.Web.Features.People.Work;
using Bunit;

namespace ActiveLabel.Web.Tests.Features.People;

/// <summary>The pages that tell how people label.</summary>
public sealed class WorkPageTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Nobody_having_labelled_says_what_to_do()
    {
        await using var stage = await Stage.CreateAsync();

        var page = stage.Open<WorkPage>();

        page.WaitForAssertion(() => page.Find(".empty").TextContent.ShouldContain("Nobody has labelled yet"), Patient);
    }

    [Fact]
    public async Task People_without_a_common_image_are_told_how_to_get_some()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));

        var page = stage.Open<WorkPage>();

        page.WaitForAssertion(() => page.Find(".note").TextContent.ShouldContain("No image has been answered by two people"), Patient);
        page.Find("tbody th").TextContent.ShouldContain("Imported labels");
        page.FindAll(".tile").First().TextContent.ShouldContain("no image has answers of two people");
    }

    [Fact]
    public async Task Agreement_and_each_person_stand_side_by_side_and_any_column_orders_them()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1), (0, 0), (1, 1));
        await AnswerAsync(stage, "knot00.png", 0);
        await AnswerAsync(stage, "knot01.png", 0);

        var page = stage.Open<WorkPage>();

        page.WaitForAssertion(() => page.FindAll("table.people-work tbody tr").Count.ShouldBe(2), Patient);
        Names(page).ShouldBe(["Imported labels", "This machine"]);
        page.Find("[aria-sort=descending]").TextContent.ShouldContain("Answers");

        Head(page, "Answers").Click();
        Names(page).ShouldBe(["This machine", "Imported labels"]);
        page.Find("[aria-sort=ascending]").TextContent.ShouldContain("Answers");
        Head(page, "Name").Click();
        Names(page).ShouldBe(["Imported labels", "This machine"]);
        page.FindAll("table.people-work tbody tr")[1].TextContent.ShouldContain("50.0%");
    }

    [Fact]
    public async Task Everybody_agreeing_on_one_class_says_why_there_is_no_figure()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (0, 0));
        await AnswerAsync(stage, "knot00.png", 0);
        await AnswerAsync(stage, "knot01.png", 0);

        var page = stage.Open<WorkPage>();

        page.WaitForAssertion(() => page.FindAll(".tile").First().TextContent.ShouldContain("everybody said the same of 2 images: chance would agree as well"), Patient);
    }

    [Fact]
    public async Task New_labels_are_counted_when_the_page_is_opened_again()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        var first = stage.Open<WorkPage>();
        first.WaitForAssertion(() => first.FindAll("table.people-work tbody tr").Count.ShouldBe(1), Patient);

        await AnswerAsync(stage, "knot00.png", 2);
        var second = stage.Open<WorkPage>();

        second.WaitForAssertion(() => second.FindAll("table.people-work tbody tr").Count.ShouldBe(2), Patient);
    }

    [Fact]
    public async Task A_person_is_held_against_the_others_and_a_cell_opens_its_images()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1), (0, 0));
        await AnswerAsync(stage, "knot00.png", 0);
        await AnswerAsync(stage, "knot01.png", 2);

        var page = Open(stage, stage.Me.PersonId);

        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("This machine"), Patient);
        var cell = page.Find("button[aria-label^='1 image: most others said dry, This machine said <script>']");
        cell.Click();
        page.WaitForAssertion(() => page.FindAll(".people-images li").ShouldHaveSingleItem().TextContent.ShouldContain("knot01.png"), Patient);
        page.Markup.ShouldContain("Imported labels");
        page.Find("#drift-heading").ParentElement!.TextContent.ShouldContain("more than 50 answers");
    }

    [Fact]
    public async Task A_person_without_labels_here_is_no_error()
    {
        await using var stage = await Stage.CreateAsync((0, 0));

        var page = Open(stage, 987654);

        page.WaitForAssertion(() => page.Find(".empty").TextContent.ShouldContain("That person has no labels here"), Patient);
    }

    [Fact]
    public async Task Somebody_who_only_practised_has_a_page()
    {
        await using var stage = await Stage.CreateAsync((0, 0));
        var image = await stage.ImageAsync("knot00.png");
        var (right, given) = (stage.Project.Classes[0].Id, stage.Project.Classes[1].Id);
        await stage.Get<IPracticeLog>().AppendAsync(
            new PracticeAnswer(Guid.NewGuid(), stage.Project.Id, stage.Me.PersonId, image.Id, given, right, DateTimeOffset.UnixEpoch) { Source = GoldSource.Hidden }, default);

        var page = Open(stage, stage.Me.PersonId);

        page.WaitForAssertion(() => page.Find("#gold-heading"), Patient);
        page.Markup.ShouldContain("0 of 1");
    }

    [Fact]
    public async Task What_labels_teach_begins_with_the_imported_ones_and_tells_what_is_missing()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));
        var page = stage.Open<TeachingPage>();
        page.WaitForAssertion(() => page.Find("select").GetAttribute("value").ShouldBe("imported"), Patient);

        page.FindAll("button").Single(b => b.TextContent.Contains("Train and judge")).Click();

        // Its test images are judged, but no pool image has a label.
        page.WaitForAssertion(() => page.Find("table.people-models tbody tr").TextContent.ShouldContain("There is no label of a class to learn from."), Patient);
        page.Find("#models-heading").TextContent.ShouldBe("Each person's labels by themselves");
        // Kept for when the server starts anew.
        page.WaitForAssertion(() => File.Exists(Path.Combine(stage.Get<DataFolder>().Studies, $"{stage.Project.Id}.json")).ShouldBeTrue(), Patient);
        (await stage.Get<IStudyStore>().FindAsync(stage.Project.Id, default)).ShouldNotBeNull().Report.Initial.Refusal.ShouldBe("There is no label of a class to learn from.");
    }

    [Fact]
    public async Task What_labels_teach_is_kept_when_the_server_starts_anew()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1));
        var model = new AnnotatorModel("Ann", 8, 1, 9, null, "Too few.") { PersonId = stage.Me.PersonId };
        await stage.Get<IStudyStore>().KeepAsync(
            stage.Project.Id, new KeptStudy(new InitialChoice(InitialLabels.None), Mark: 1, ClassMark: 0, DateTimeOffset.UnixEpoch, new AnnotatorReport(model, model, [model], 2)), default);

        var page = stage.Open<TeachingPage>();

        page.WaitForAssertion(() => page.FindAll("table.people-models tbody tr").Count.ShouldBe(3), Patient);
        page.Find("select").GetAttribute("value").ShouldBe("none");
        page.Markup.ShouldContain("Labels have come since");
        page.FindAll("button").ShouldContain(b => b.TextContent.Contains("Train and judge again"));
    }

    [Fact]
    public async Task Without_test_images_it_says_that_nothing_can_judge()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.AddPoolImageAsync();
        await AnswerAsync(stage, "pool.png", 0);
        var page = stage.Open<TeachingPage>();
        page.WaitForAssertion(() => page.Find("select"), Patient);

        page.FindAll("button").Single(b => b.TextContent.Contains("Train and judge")).Click();

        page.WaitForAssertion(() => page.Find(".note").TextContent.ShouldContain("no labelled test images"), Patient);
    }

    [Fact]
    public async Task How_right_somebody_is_by_all_answers_stands_on_their_page_once_people_are_weighed()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 1), (0, 0), (1, 1));
        await AnswerAsync(stage, "knot00.png", 0);
        await AnswerAsync(stage, "knot01.png", 0);
        var imported = (await stage.Get<IPersonStore>().GetAsync(PersonKind.Import, default)).Id;
        var page = Open(stage, imported);
        page.WaitForAssertion(() => page.Markup.ShouldContain("With most others"), Patient);
        page.Markup.ShouldNotContain("Right, as weighed");

        await stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, p => p.Follow(p.Policy with { Consensus = ConsensusMethod.DawidSkene }), default);
        await stage.Get<ConsensusKeeper>().SettleAsync(stage.Project.Id, default);

        page = Open(stage, imported);
        page.WaitForAssertion(() => page.Markup.ShouldContain("from 2 answers that others gave too"), Patient);
    }

    private static IRenderedComponent<PersonPage> Open(Stage stage, long personId) => stage.Bunit.Render<PersonPage>(page => page
        .Add(p => p.ProjectId, stage.Project.Id).Add(p => p.PersonId, personId)
        .AddCascadingValue(new ActiveLabel.Web.Shell.ProjectContext(stage.Project, stage.Me, ProjectRole.Admin, () => Task.CompletedTask)));

    private static IEnumerable<string> Names(IRenderedComponent<WorkPage> page) => page.FindAll("table.people-work tbody th").Select(th => th.TextContent.Trim());

    private static AngleSharp.Dom.IElement Head(IRenderedComponent<WorkPage> page, string words) => page.FindAll("th button").Single(b => b.TextContent.StartsWith(words, StringComparison.Ordinal));

    private static async Task AnswerAsync(Stage stage, string file, int classNumber) => await stage.Get<ILabelLog>().AppendAsync(
        new LabelEntry(
            Guid.NewGuid(), stage.Project.Id, (await stage.ImageAsync(file)).Id, stage.Me.PersonId, LabelKind.Class, stage.Project.Classes[classNumber].Id,
            DateTimeOffset.UnixEpoch, LabelSource.Review),
        default);
}
