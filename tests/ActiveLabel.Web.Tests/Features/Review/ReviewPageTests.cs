using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Web.Features.Review;
using ActiveLabel.Web.Shell;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace ActiveLabel.Web.Tests.Features.Review;

public sealed class ReviewPageTests
{
    /// <summary>Twelve images of three classes; two of class dry (1) are taken for sound (0).</summary>
    private static readonly (int Predicted, int Labelled)[] Tests =
        [(0, 0), (1, 1), (2, 2), (0, 0), (1, 1), (2, 2), (0, 0), (1, 1), (2, 2), (0, 0), (0, 1), (0, 1)];

    private const string Error = "2 images labelled dry, predicted sound: open";

    [Fact]
    public async Task It_says_on_which_images_the_figures_rest()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();

        var page = Loaded(stage);

        page.Find(".review-basis").TextContent.ShouldContain("the 12 labelled test images. None of them trained this model.");
        Tile(page, "Accuracy").ShouldBe("83.3%");
    }

    [Fact]
    public async Task Every_figure_comes_with_its_interval_and_what_it_says()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();

        var page = Loaded(stage);

        page.FindAll(".tile-note").Select(note => note.TextContent).ShouldContain(note => note.StartsWith("images predicted right; 95% interval "));
        var rows = page.FindAll(".explained tbody tr");
        rows.Select(row => row.QuerySelector("th")!.FirstChild!.TextContent.Trim()).ShouldBe(["Log loss", "Brier score", "Calibration error"]);
        rows.ShouldAllBe(row => row.QuerySelectorAll("td")[1].TextContent.Contains(" to "));
        rows[0].TextContent.ShouldContain("guessing evenly costs 1.099");
        // Precision, recall, F1, AUC and average precision of the class that has errors.
        page.FindAll(".class-figures tbody tr")[1].QuerySelectorAll(".within").Length.ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task It_says_what_was_done_to_the_probabilities()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync(temperature: 2);

        var page = Loaded(stage);

        page.Markup.ShouldContain("surer than it is right, so its probabilities are shown less sure (temperature 2.00");
        await Button(page, Error).ClickAsync();
        // softmax(4, 0, 0) at twice the temperature.
        page.Find(".answer .figures").TextContent.ShouldBe(Wording.Percent(Math.Exp(2) / (Math.Exp(2) + 2)));
    }

    [Fact]
    public async Task A_cell_opens_its_images()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);

        await Button(page, Error).ClickAsync();

        page.Find("#cell-heading").TextContent.ShouldBe("2 images labelled dry, predicted sound");
        page.FindAll(".cell-panel .thumb").Select(t => t.GetAttribute("title")).ShouldBe(["knot10.png", "knot11.png"]);
        page.Find(".answers figcaption").TextContent.ShouldContain("knot10.png");
    }

    [Fact]
    public async Task The_key_of_a_class_corrects_the_label_in_the_log_and_the_matrix_at_once()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        var version = await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();

        await PressAsync(page, "1");

        page.WaitForAssertion(() => Button(page, "1 image labelled dry, predicted sound: open").TextContent.ShouldBe("1"));
        Button(page, "5 images labelled sound, predicted sound: open").TextContent.ShouldBe("5");
        Tile(page, "Accuracy").ShouldBe("91.7%");
        page.Find("[role=status]").TextContent.ShouldContain("knot10.png is now sound. Accuracy 83.3% → 91.7%.");
        var entry = (await HistoryAsync(stage, "knot10.png"))[^1];
        entry.ShouldSatisfyAllConditions(
            e => e.Source.ShouldBe(LabelSource.Review),
            e => e.ClassId.ShouldBe(stage.Project.Classes[0].Id),
            e => e.ModelVersionId.ShouldBe(version.Id));
        stage.Trigger.Appended.ShouldBe([stage.Project.Id]);
    }

    [Fact]
    public async Task After_a_key_the_next_image_is_chosen_and_the_corrected_one_stays_in_view()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();

        await PressAsync(page, "1");

        page.WaitForAssertion(() => page.Find(".thumb[aria-pressed=true]").GetAttribute("title").ShouldBe("knot11.png"));
        page.FindAll(".cell-panel .thumb").Count.ShouldBe(2);
        page.Find(".thumb.is-moved .thumb-name").TextContent.ShouldBe("now sound");
    }

    [Fact]
    public async Task When_somebody_else_changes_the_classes_an_open_review_keeps_its_own_and_no_key_means_another()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var host = stage.Bunit.Render<Cascade>(p => p.Add(h => h.Context, ContextOf(stage, stage.Project)));
        host.WaitForElement("#roc-tab-all", TimeSpan.FromSeconds(10));
        var page = host.FindComponent<ReviewPage>();
        await Button(page, Error).ClickAsync();
        var (sound, last) = (stage.Project.Classes[0].Id, stage.Project.Classes[2].Id);

        await stage.Get<IClassChanges>().MakeAsync(
            stage.Project.Id, new ClassWish.Merge(sound, last), new ClassAuthor(stage.Me.PersonId, DateTimeOffset.UnixEpoch), stamp: null, default);
        var changed = (await stage.Get<IProjectStore>().FindAsync(stage.Project.Id, default)).ShouldNotBeNull();
        host.Render(p => p.Add(h => h.Context, ContextOf(stage, changed)));
        changed.Classes.Count.ShouldBe(2);
        page.Find("#cell-heading").TextContent.ShouldBe("2 images labelled dry, predicted sound");
        await PressAsync(page, "3");

        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldContain("knot10.png is now <script>."));
        (await HistoryAsync(stage, "knot10.png"))[^1].ClassId.ShouldBe(last);
    }

    [Fact]
    public async Task A_poor_example_judges_no_more()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();

        await PressAsync(page, "p");

        page.WaitForAssertion(() => page.Find(".review-basis").TextContent.ShouldContain("the 11 labelled test images"));
        (await HistoryAsync(stage, "knot10.png"))[^1].Kind.ShouldBe(LabelKind.PoorExample);
    }

    [Fact]
    public async Task A_correction_can_be_taken_back_and_nothing_is_lost_from_the_log()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();
        await page.FindAll(".answer")[0].ClickAsync();
        page.WaitForAssertion(() => Tile(page, "Accuracy").ShouldBe("91.7%"));

        await PressAsync(page, "u");

        page.WaitForAssertion(() => Tile(page, "Accuracy").ShouldBe("83.3%"));
        (await HistoryAsync(stage, "knot10.png")).Select(e => e.ClassId)
            .ShouldBe([stage.Project.Classes[1].Id, stage.Project.Classes[0].Id, stage.Project.Classes[1].Id]);
    }

    [Fact]
    public async Task Saying_again_what_the_label_is_appends_nothing()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();

        await PressAsync(page, "2");

        (await HistoryAsync(stage, "knot10.png")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_of_the_browser_correct_nothing()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();

        await page.Find(".cell-panel").KeyDownAsync(new KeyboardEventArgs { Key = "p", CtrlKey = true });

        (await HistoryAsync(stage, "knot10.png")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Escape_closes_the_cell()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();

        await PressAsync(page, "Escape");

        page.FindAll(".cell-panel").ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_model_it_says_what_to_do()
    {
        await using var stage = await Stage.CreateAsync(Tests);

        var page = stage.Open<ReviewPage>();

        page.WaitForAssertion(() => page.Markup.ShouldContain("The first model trains after 10 labels"));
    }

    [Fact]
    public async Task Without_enough_images_to_judge_by_it_says_so()
    {
        await using var stage = await Stage.CreateAsync(Tests[..5]);
        await stage.AddVersionAsync();

        var page = stage.Open<ReviewPage>();

        page.WaitForAssertion(() => page.Markup.ShouldContain("Nothing can judge it yet: that takes at least 10 labelled images of two classes"));
    }

    [Fact]
    public async Task A_version_is_chosen_by_the_address()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync(number: 1, labels: 7);
        await stage.AddVersionAsync(number: 2, labels: 9);
        stage.Get<NavigationManager>().NavigateTo("/projects/1/review?version=1");

        var page = Loaded(stage);

        Tile(page, "Trained on").ShouldBe("7");
    }

    [Fact]
    public async Task An_unknown_version_is_said_to_be_unknown()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        stage.Get<NavigationManager>().NavigateTo("/projects/1/review?version=99");

        var page = stage.Open<ReviewPage>();

        page.WaitForAssertion(() => page.Markup.ShouldContain("There is no such version"));
    }

    [Fact]
    public async Task The_curve_of_each_class_is_one_tab_away()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);

        await page.Find("#roc-tab-1").ClickAsync();

        page.Find("#roc-tab-1").GetAttribute("aria-selected").ShouldBe("true");
        page.Find("#roc-title").TextContent.ShouldBe("ROC curve of dry");
        page.Find("#roc-pr-title").TextContent.ShouldBe("Precision-recall curve of dry");
    }

    [Fact]
    public async Task Of_two_admins_who_correct_one_label_the_second_is_told_and_changes_nothing()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();
        // A colleague, on another page of the same image.
        var image = await stage.ImageAsync("knot10.png");
        var colleague = await stage.Get<IPersonStore>().GetAsync(PersonKind.Import, default);
        await stage.Get<ILabelLog>().AppendAsync(
            new LabelEntry(Guid.NewGuid(), stage.Project.Id, image.Id, colleague.Id, LabelKind.Class, stage.Project.Classes[2].Id, DateTimeOffset.UnixEpoch, LabelSource.Review), default);

        await PressAsync(page, "1");

        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldContain($"{colleague.Name} has changed knot10.png meanwhile: it is now <script>. Your correction was not saved"));
        (await HistoryAsync(stage, "knot10.png")).Count.ShouldBe(2);
        stage.Trigger.Appended.ShouldBeEmpty();
        // It stays chosen, as it is now, and whoever still disagrees presses again.
        page.Find(".thumb[aria-pressed=true]").GetAttribute("title").ShouldBe("knot10.png");
        page.Find(".thumb.is-moved .thumb-name").TextContent.ShouldBe("now <script>");
        await PressAsync(page, "1");
        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldContain("knot10.png is now sound."));
    }

    [Fact]
    public async Task Keys_pressed_in_a_row_correct_one_image_each()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        var page = Loaded(stage);
        await Button(page, Error).ClickAsync();

        await Task.WhenAll(PressAsync(page, "1"), PressAsync(page, "3"));

        (await HistoryAsync(stage, "knot10.png"))[^1].ClassId.ShouldBe(stage.Project.Classes[0].Id);
        (await HistoryAsync(stage, "knot11.png"))[^1].ClassId.ShouldBe(stage.Project.Classes[2].Id);
        page.WaitForAssertion(() => Tile(page, "Accuracy").ShouldBe("91.7%"));
    }

    [Fact]
    public async Task A_link_leads_to_the_cell_that_it_names()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        stage.Get<NavigationManager>().NavigateTo($"/projects/1/review?cell={stage.Project.Classes[1].Id}-{stage.Project.Classes[0].Id}");

        var page = Loaded(stage);

        page.Find("#cell-heading").TextContent.ShouldBe("2 images labelled dry, predicted sound");
        await PressAsync(page, "Escape");
        stage.Get<NavigationManager>().Uri.ShouldEndWith("/review");
    }

    [Fact]
    public async Task What_judges_can_be_chosen_and_a_split_without_images_says_so()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync();
        stage.Get<NavigationManager>().NavigateTo("/projects/1/review?by=pool");

        var page = stage.Open<ReviewPage>();

        page.WaitForAssertion(() => page.Markup.ShouldContain("The pool cannot judge yet: it has 0 labelled images."));
        page.FindAll(".pick select")[1].QuerySelectorAll("option").Select(o => o.TextContent)
            .ShouldBe(["Test images (12)", "Audit arm, cross-fitted (0)", "All pool images, cross-fitted (0)"]);
        page.FindAll(".empty button").ShouldContain(b => b.TextContent.Contains("Test images (12)"));
    }

    [Fact]
    public async Task A_few_test_images_of_one_class_are_shown_with_a_warning()
    {
        await using var stage = await Stage.CreateAsync((0, 0), (1, 0));
        await stage.AddVersionAsync();
        stage.Get<NavigationManager>().NavigateTo("/projects/1/review?by=test");

        var page = Loaded(stage);

        page.Find(".note-warn").TextContent.ShouldContain("All judging images are labelled sound.");
        page.Markup.ShouldContain("No curve: all of the judging images are sound.");
    }

    [Fact]
    public async Task A_version_of_other_classes_whose_labels_were_not_recorded_shows_the_figures_that_were_kept()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddVersionAsync(evaluation: new EvaluationSummary(EvaluationBasis.TestSplit, 12, 0.75, 0.7, 0.7, 1, [null, null, null]));
        await stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, p => p.AddClass("rotten"), default);

        var page = stage.Open<ReviewPage>();

        page.WaitForAssertion(() => page.Markup.ShouldContain("classes have changed since version 1 was trained"));
        page.Markup.ShouldContain("its accuracy was 75.0%");
    }

    [Fact]
    public async Task A_version_of_other_classes_is_shown_by_those_of_then_and_corrects_nothing()
    {
        await using var stage = await Stage.CreateAsync(Tests);
        await stage.AddRecordedVersionAsync();
        await stage.Get<IClassChanges>().MakeAsync(
            stage.Project.Id, new ClassWish.Merge(stage.Project.Classes[0].Id, stage.Project.Classes[2].Id), new ClassAuthor(stage.Me.PersonId, DateTimeOffset.UnixEpoch),
            stamp: null, default);
        var changed = (await stage.Get<IProjectStore>().FindAsync(stage.Project.Id, default)).ShouldNotBeNull();
        var host = stage.Bunit.Render<Cascade>(p => p.Add(h => h.Context, ContextOf(stage, changed)));
        host.WaitForElement("#roc-tab-all", TimeSpan.FromSeconds(10));
        var page = host.FindComponent<ReviewPage>();
        var before = await HistoryAsync(stage, "knot10.png");

        page.Find(".note").TextContent.ShouldContain("classes have changed since version 1 was trained: it knows 'sound', 'dry' and '<script>'.");
        page.Find(".note").TextContent.ShouldContain("The next round trains a version that knows the classes of now.");
        page.FindAll("table.confusion thead .confusion-class").Select(c => c.TextContent).ShouldBe(["sound", "dry", "<script>"]);
        Tile(page, "Accuracy").ShouldBe("83.3%");
        await Button(page, Error).ClickAsync();
        page.FindAll(".answers .answer").ShouldAllBe(b => b.HasAttribute("disabled"));
        foreach (var key in new[] { "1", "2", "3", "p", "u" })
            await PressAsync(page, key);

        (await HistoryAsync(stage, "knot10.png")).ShouldBe(before);
        Tile(page, "Accuracy").ShouldBe("83.3%");
        stage.Trigger.Appended.ShouldBeEmpty();
    }

    private static IRenderedComponent<ReviewPage> Loaded(Stage stage)
    {
        var page = stage.Open<ReviewPage>();
        page.WaitForElement("#roc-tab-all", TimeSpan.FromSeconds(10));
        return page;
    }

    private static IElement Button(IRenderedComponent<ReviewPage> page, string name) =>
        page.FindAll("button").Single(b => b.GetAttribute("aria-label") == name);

    private static string Tile(IRenderedComponent<ReviewPage> page, string label) =>
        page.FindAll(".tile").Single(t => t.QuerySelector("dt")!.TextContent == label).QuerySelector(".tile-value")!.TextContent;

    private static Task PressAsync(IRenderedComponent<ReviewPage> page, string key) =>
        page.Find(".cell-panel").KeyDownAsync(new KeyboardEventArgs { Key = key });

    private static async Task<IReadOnlyList<LabelEntry>> HistoryAsync(Stage stage, string fileName) =>
        await stage.Get<ILabelLog>().HistoryAsync(stage.Project.Id, (await stage.ImageAsync(fileName)).Id, default);

    private static ProjectContext ContextOf(Stage stage, Project project) => new(project, stage.Me, ProjectRole.Admin, () => Task.CompletedTask);

    /// <summary>The page under a project that may become another, as the layout gives it.</summary>
    private sealed class Cascade : ComponentBase
    {
        [Parameter]
        public ProjectContext Context { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<CascadingValue<ProjectContext>>(0);
            builder.AddComponentParameter(1, nameof(CascadingValue<>.Value), Context);
            builder.AddComponentParameter(2, nameof(CascadingValue<>.ChildContent), (RenderFragment)(inner =>
            {
                inner.OpenComponent<ReviewPage>(0);
                inner.AddComponentParameter(1, nameof(ReviewPage.ProjectId), Context.Id);
                inner.CloseComponent();
            }));
            builder.CloseComponent();
        }
    }
}
