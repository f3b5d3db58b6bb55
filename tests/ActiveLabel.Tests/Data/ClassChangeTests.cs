using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Tests.Images;

namespace ActiveLabel.Tests.Data;

public sealed class ClassChangeTests
{
    private static readonly LeaseSpan Now = new(Installation.Noon, TimeSpan.FromMinutes(5));

    [Fact]
    public async Task A_merged_class_counts_as_the_other_and_undoing_it_brings_all_back()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var images = await LabelAsync(installation, project, "dry", "sound", "encased");
        var before = await AnswersAsync(installation, project);

        var merged = await ChangeAsync(installation, project, new ClassWish.Merge(Id(project, "dry"), Id(project, "sound")));

        (await AnswersAsync(installation, project)).ShouldBe([Id(project, "sound"), Id(project, "sound"), Id(project, "encased")]);
        (await ClassesAsync(installation, project)).ShouldBe(["sound", "encased"]);
        (await installation.Log.HistoryAsync(project.Id, images[0], default)).ShouldHaveSingleItem().ClassId.ShouldBe(Id(project, "dry"), "the log is never rewritten");

        await ChangeAsync(installation, project, new ClassWish.Undo(merged.Sequence));

        (await AnswersAsync(installation, project)).ShouldBe(before);
        (await installation.Projects.FindAsync(project.Id, default))!.Classes.Select(c => (c.Name, c.Key, c.Ordinal)).ShouldBe([("sound", "1", 0), ("dry", "2", 1), ("encased", "3", 2)]);
    }

    [Fact]
    public async Task Images_of_a_deleted_class_go_back_to_their_places_and_are_asked_about_again_of_the_same_person()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var images = await LabelAsync(installation, project, "dry", "sound", "dry");

        await ChangeAsync(installation, project, new ClassWish.Delete(Id(project, "dry")));

        (await installation.Log.ProgressAsync(project.Id, default)).Labelled.ShouldBe(1);
        (await installation.Queue.CountAsync(project.Id, Installation.Noon, default)).Waiting.ShouldBe(2);
        (await LeaseAsync(installation, project)).ShouldBe([images[0], images[2]], ignoreOrder: true);
        (await installation.Changes.CountAgainAsync(project.Id, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Images_of_a_split_class_come_up_before_all_others_until_they_are_answered_anew()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 6);
        var images = await LabelAsync(installation, project, "sound", "dry", "encased", "dry");

        var split = await ChangeAsync(installation, project, new ClassWish.Split(Id(project, "dry"), ["dry light", "dry dark"]));

        project = (await installation.Projects.FindAsync(project.Id, default))!;
        project.Classes.Select(c => (c.Name, c.Key)).ShouldBe([("sound", "1"), ("encased", "3"), ("dry light", "2"), ("dry dark", "4")]);
        (await installation.Changes.CountAgainAsync(project.Id, default)).ShouldBe(2);
        var leased = await LeaseAsync(installation, project);
        leased.Take(2).ShouldBe([images[1], images[3]], ignoreOrder: true);
        leased.Count.ShouldBe(4);

        await AnswerAsync(installation, project, images[1], "dry light");
        (await installation.Changes.CountAgainAsync(project.Id, default)).ShouldBe(1);

        await ChangeAsync(installation, project, new ClassWish.Undo(split.Sequence));
        (await ClassesAsync(installation, project)).ShouldBe(["sound", "dry", "encased"]);
        (await AnswersAsync(installation, project)).Count(id => id == Id(project, "dry")).ShouldBe(2, "who said 'dry light' would have said 'dry'");
    }

    [Fact]
    public async Task A_class_that_goes_on_as_a_part_keeps_what_is_given_after_the_split()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var images = await LabelAsync(installation, project, "dry", "dry");

        await ChangeAsync(installation, project, new ClassWish.Split(Id(project, "dry"), ["dry", "rotten"]));
        await AnswerAsync(installation, project, images[0], "dry");

        (await AnswersAsync(installation, project)).ShouldBe([Id(project, "dry"), null]);
        (await ClassesAsync(installation, project)).ShouldBe(["sound", "dry", "encased", "rotten"]);
    }

    [Fact]
    public async Task The_forecast_tells_what_then_happens()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 4);
        await installation.Images.AddAsync(project.Id, [Installation.Image(project, 100, Split.Test, "dry")], default);
        var images = await LabelAsync(installation, project, "dry", "dry", "sound", "encased");
        await AnswerAsync(installation, project, images[0], "dry");
        await installation.Get<IGoldStore>().MarkAsync(new GoldImage(project.Id, images[1], Id(project, "dry"), await installation.PersonAsync(), Installation.Noon), default);

        var merge = await installation.Changes.ForecastAsync(project.Id, new ClassWish.Merge(Id(project, "dry"), Id(project, "sound")), default);
        (merge.Labels, merge.Images, merge.TestImages, merge.GoldImages, merge.ClassesAfter, merge.FreedKey).ShouldBe((4, 3, 1, 1, 2, "2"));
        var split = await installation.Changes.ForecastAsync(project.Id, new ClassWish.Split(Id(project, "dry"), ["a", "b", "c"]), default);
        (split.Labels, split.Images, split.ClassesAfter, split.FreedKey).ShouldBe((4, 3, 5, ""));
        (await ClassesAsync(installation, project)).ShouldBe(["sound", "dry", "encased"], "a forecast changes nothing");

        var made = await ChangeAsync(installation, project, new ClassWish.Merge(Id(project, "dry"), Id(project, "sound")));
        var undo = await installation.Changes.ForecastAsync(project.Id, new ClassWish.Undo(made.Sequence), default);
        (undo.Labels, undo.Images, undo.ClassesAfter).ShouldBe((4, 3, 3));
    }

    [Fact]
    public async Task A_forecast_counts_no_label_of_an_image_that_was_removed()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var images = await LabelAsync(installation, project, "dry", "dry");
        await installation.Get<ISplitMoves>().MoveAsync(project.Id, [images[0]], Split.Removed, await installation.PersonAsync(), Installation.Noon, default);

        var merge = await installation.Changes.ForecastAsync(project.Id, new ClassWish.Merge(Id(project, "dry"), Id(project, "sound")), default);

        (merge.Labels, merge.Images, merge.TestImages).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Gold_and_practice_follow_their_class_and_come_back_with_it()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var images = await LabelAsync(installation, project, "dry", "encased");
        var (person, gold, practice) = (await installation.PersonAsync(), installation.Get<IGoldStore>(), installation.Get<IPracticeLog>());
        await gold.MarkAsync(new GoldImage(project.Id, images[0], Id(project, "dry"), person, Installation.Noon), default);
        await practice.AppendAsync(new PracticeAnswer(Guid.NewGuid(), project.Id, person, images[0], Id(project, "sound"), Id(project, "dry"), Installation.Noon) { Passes = true }, default);
        async Task<long?> Marked() => (await gold.ListAsync(project.Id, default)).SingleOrDefault()?.Gold.ClassId;
        async Task<PracticeAnswer> Answer() => (await practice.ListAsync(project.Id, person, default)).ShouldHaveSingleItem();
        (await Answer()).IsRight.ShouldBeFalse();

        var merged = await ChangeAsync(installation, project, new ClassWish.Merge(Id(project, "dry"), Id(project, "sound")));
        (await Marked()).ShouldBe(Id(project, "sound"));
        (await Answer()).IsRight.ShouldBeTrue("the two are one now");
        (await practice.TallyAsync(project.Id, default))[images[0]].ShouldBe(new GoldTally(1, 0));
        await ChangeAsync(installation, project, new ClassWish.Undo(merged.Sequence));

        var split = await ChangeAsync(installation, project, new ClassWish.Split(Id(project, "dry"), ["a", "b"]));
        (await Marked()).ShouldBeNull();
        (await LeaseAsync(installation, project)).ShouldBe([images[0]], "what is certain no more is asked about");
        (await Answer()).ShouldSatisfyAllConditions(a => a.IsSkip.ShouldBeTrue(), a => a.Passes.ShouldBeTrue("who has passed stays so"));
        PracticeMastery.Measure([await Answer()], new Dictionary<long, int> { [Id(project, "sound")] = 9 }, new MasteryRule(9, 1, 9, 1)).ShouldSatisfyAllConditions(
            p => p.Passed.ShouldBeTrue(), p => p.Answered.ShouldBe(0));
        await ChangeAsync(installation, project, new ClassWish.Undo(split.Sequence));

        (await Marked()).ShouldBe(Id(project, "dry"));
        (await Answer()).IsRight.ShouldBeFalse();
    }

    [Fact]
    public async Task Wishes_that_make_no_sense_are_refused_by_name_and_change_nothing()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var (sound, dry, encased) = (Id(project, "sound"), Id(project, "dry"), Id(project, "encased"));
        var merged = await ChangeAsync(installation, project, new ClassWish.Merge(dry, sound));

        await RefusedAsync(installation, project, new ClassWish.Merge(sound, sound), "'sound' cannot be merged into itself");
        await RefusedAsync(installation, project, new ClassWish.Merge(sound, dry), "'dry' is no class any more: 'dry' was merged into 'sound' on 2026-03-01");
        await RefusedAsync(installation, project, new ClassWish.Merge(dry, encased), "'dry' was merged into 'sound'");
        await RefusedAsync(installation, project, new ClassWish.Merge(sound, encased), "at least two classes");
        await RefusedAsync(installation, project, new ClassWish.Delete(sound), "at least two classes");
        await RefusedAsync(installation, project, new ClassWish.Delete(999), "has no class 999");
        await RefusedAsync(installation, project, new ClassWish.Split(sound, ["only"]), "at least two classes");
        await RefusedAsync(installation, project, new ClassWish.Split(sound, ["a", " A "]), "named twice");
        await RefusedAsync(installation, project, new ClassWish.Split(sound, ["a", "b\u0007"]), "visible characters");
        await RefusedAsync(installation, project, new ClassWish.Split(sound, ["a", new string('b', 61)]), "1 to 60 characters");
        await RefusedAsync(installation, project, new ClassWish.Rename(sound, "encased"), "Another class is named 'encased'");
        await RefusedAsync(installation, project, new ClassWish.Rename(sound, "a\u202Eb"), "visible characters");
        await RefusedAsync(installation, project, new ClassWish.Undo(999), "no change 999");

        (await ClassesAsync(installation, project)).ShouldBe(["sound", "encased"]);
        (await installation.Changes.ListAsync(project.Id, default)).Entries.ShouldHaveSingleItem().Sequence.ShouldBe(merged.Sequence);
    }

    [Fact]
    public async Task A_change_that_a_later_one_builds_on_is_undone_after_it()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        project = await installation.Projects.ChangeAsync(project.Id, p => p.AddClass("rotten"), default);
        await LabelAsync(installation, project, "dry");
        var first = await ChangeAsync(installation, project, new ClassWish.Merge(Id(project, "dry"), Id(project, "sound")));
        var second = await ChangeAsync(installation, project, new ClassWish.Merge(Id(project, "sound"), Id(project, "encased")));
        (await AnswersAsync(installation, project)).ShouldBe([Id(project, "encased")]);

        await RefusedAsync(installation, project, new ClassWish.Undo(first.Sequence), "Undo this one first: 'sound' was merged into 'encased'");
        await ChangeAsync(installation, project, new ClassWish.Undo(second.Sequence));
        await RefusedAsync(installation, project, new ClassWish.Undo(second.Sequence), "undone already");
        await ChangeAsync(installation, project, new ClassWish.Undo(first.Sequence));

        (await AnswersAsync(installation, project)).ShouldBe([Id(project, "dry")]);
        await ChangeAsync(installation, project, new ClassWish.Merge(Id(project, "encased"), Id(project, "sound")));
        (await AnswersAsync(installation, project)).ShouldBe([Id(project, "dry")]);
    }

    [Fact]
    public async Task A_name_that_was_given_anew_stands_in_the_way_until_it_is_another()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var deleted = await ChangeAsync(installation, project, new ClassWish.Delete(Id(project, "dry")));
        var taken = (await installation.Projects.ChangeAsync(project.Id, p => p.AddClass("Dry"), default)).FindClass("dry")!;
        taken.Key.ShouldBe("2");

        await RefusedAsync(installation, project, new ClassWish.Undo(deleted.Sequence), "rename the one that there is");
        await ChangeAsync(installation, project, new ClassWish.Rename(taken.Id, "arid"));
        await ChangeAsync(installation, project, new ClassWish.Undo(deleted.Sequence));

        (await installation.Projects.FindAsync(project.Id, default))!.Classes.Select(c => (c.Name, c.Key)).ShouldBe([("sound", "1"), ("dry", "4"), ("encased", "3"), ("arid", "2")]);
    }

    [Fact]
    public async Task Of_two_admins_who_do_the_same_at_once_one_is_told_what_the_other_did()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var wish = new ClassWish.Merge(Id(project, "dry"), Id(project, "sound"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            try
            {
                await ChangeAsync(installation, project, wish, ClassStamp.Of(project.Classes));
                return "done";
            }
            catch (WrongUseException refused)
            {
                return refused.Message;
            }
        }));

        outcomes.ShouldContain("done");
        outcomes.ShouldContain(told => told.Contains("Somebody else changed the classes while you did"));
        (await installation.Changes.ListAsync(project.Id, default)).Standing.Count.ShouldBe(1);
    }

    [Fact]
    public async Task New_names_are_recorded_and_taken_back_one_by_one()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var by = new ClassAuthor(await installation.PersonAsync(), Installation.Noon);

        await installation.Changes.FaceAsync(project.Id, [new(Id(project, "dry"), "firm", "q"), new(Id(project, "sound"), "sound", "1")], "rotten", by, ClassStamp.Of(project.Classes), default);
        (await ClassesAsync(installation, project)).ShouldBe(["sound", "firm", "encased", "rotten"]);
        var renamed = (await installation.Changes.ListAsync(project.Id, default)).Standing.ShouldHaveSingleItem();
        ClassWords.Of(renamed).ShouldBe("'dry' was renamed 'firm'");
        (await installation.Log.ProgressAsync(project.Id, default)).ClassesChanged.ShouldBeFalse("a name trains nothing");

        await ChangeAsync(installation, project, new ClassWish.Undo(renamed.Sequence));
        (await ClassesAsync(installation, project)).ShouldBe(["sound", "dry", "encased", "rotten"]);
    }

    [Fact]
    public async Task People_label_on_while_classes_change_and_what_is_kept_is_what_the_log_says()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 40);
        var images = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToList();
        var person = await installation.PersonAsync();

        var labelling = Task.WhenAll(images.Select((image, n) => Task.Run(() => installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), project.Id, image, person, LabelKind.Class, project.Classes[n % 2].Id, Installation.Noon, LabelSource.LabelPage), default))));
        var merged = await ChangeAsync(installation, project, new ClassWish.Merge(project.Classes[0].Id, project.Classes[1].Id));
        await labelling;

        (await AnswersAsync(installation, project)).Distinct().ShouldBe([project.Classes[1].Id]);
        await ChangeAsync(installation, project, new ClassWish.Undo(merged.Sequence));
        (await AnswersAsync(installation, project)).ShouldBe(images.Select((_, n) => (long?)project.Classes[n % 2].Id));
    }

    [Fact]
    public async Task A_round_is_due_after_a_change_and_not_after_another_round()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        await LabelAsync(installation, project, "dry");
        await RoundAsync(installation, project);
        (await installation.Log.ProgressAsync(project.Id, default)).ClassesChanged.ShouldBeFalse();

        await ChangeAsync(installation, project, new ClassWish.Merge(Id(project, "dry"), Id(project, "sound")));
        (await installation.Log.ProgressAsync(project.Id, default)).ShouldBe(new LabelProgress(1, 0) { ClassesChanged = true });

        await RoundAsync(installation, project);
        (await installation.Log.ProgressAsync(project.Id, default)).ClassesChanged.ShouldBeFalse();
    }

    [Fact]
    public async Task An_import_with_the_old_name_is_told_what_became_of_it()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("dry/1.jpg");
        bench.AddImage("encased/2.jpg");
        await ChangeAsync(bench.Installation, bench.Project, new ClassWish.Merge(bench.Project.FindClass("dry")!.Id, bench.Project.FindClass("sound")!.Id));
        var project = (await bench.Installation.Projects.FindAsync(bench.Project.Id, default))!;

        using var source = ImportSource.Open(bench.Folder);
        var refused = await Should.ThrowAsync<WrongUseException>(() => bench.Importer.ImportAsync(project, source, ImportLabels.Folder, new(), null, default));

        refused.Message.ShouldContain("'dry' is no class any more: 'dry' was merged into 'sound' on 2026-03-01 (dry/1.jpg)");
        refused.Message.ShouldContain("The classes of 'Knots' are: sound, encased.");
    }

    [Fact]
    public async Task An_import_that_began_before_a_merger_ends_with_what_its_labels_count_as()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var images = new[] { Installation.Image(project, 1, Split.Pool, "dry"), Installation.Image(project, 2, Split.Pool, "encased") };
        await ChangeAsync(installation, project, new ClassWish.Merge(Id(project, "dry"), Id(project, "sound")));
        project = await installation.Projects.ChangeAsync(project.Id, p => p.AddClass("rotten"), default);
        await ChangeAsync(installation, project, new ClassWish.Delete(Id(project, "encased")));

        await installation.Images.AddAsync(project.Id, images, default);

        (await AnswersAsync(installation, project)).ShouldBe([Id(project, "sound"), null]);
        (await installation.Log.ProgressAsync(project.Id, default)).Labelled.ShouldBe(1);
        (await installation.Queue.CountAsync(project.Id, Installation.Noon, default)).Waiting.ShouldBe(1);
    }

    [Fact]
    public async Task A_gold_image_of_a_class_that_was_split_is_asked_about_until_its_answer_is_that_class_again()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1, policy: new ProjectPolicy { Overlap = 2 });
        var images = await LabelAsync(installation, project, "dry");
        await installation.Get<IGoldStore>().MarkAsync(new GoldImage(project.Id, images[0], Id(project, "dry"), await installation.PersonAsync(), Installation.Noon), default);
        await ChangeAsync(installation, project, new ClassWish.Split(Id(project, "dry"), ["dry", "rotten"]));

        await AnswerAsync(installation, project, images[0], "sound");
        var other = await installation.PersonAsync(PersonKind.Import);
        var second = await installation.Queue.LeaseAsync(new OpenPage(project.Id, other, "second"), 1, Now, default);

        second.ShouldHaveSingleItem("as sound it is no gold image any more, and wants the second opinion that it lacks");
    }

    private static async Task RefusedAsync(Installation installation, Project project, ClassWish wish, string because)
    {
        (await Should.ThrowAsync<WrongUseException>(() => ChangeAsync(installation, project, wish))).Message.ShouldContain(because);
        if (wish is not ClassWish.Undo { Sequence: < 999 })
            (await Should.ThrowAsync<WrongUseException>(() => installation.Changes.ForecastAsync(project.Id, wish, default))).Message.ShouldContain(because);
    }

    private static async Task RoundAsync(Installation installation, Project project)
    {
        var round = (await installation.Rounds.BeginAsync(project.Id, project.Policy.Strategy, 10, 1, Installation.Noon, default))!;
        round.Lack("measuring", 0, Installation.Noon);
        await installation.Rounds.EndAsync(round, [], default);
    }

    private static async Task<ClassChange> ChangeAsync(Installation installation, Project project, ClassWish wish, string? stamp = null) =>
        await installation.Changes.MakeAsync(project.Id, wish, new ClassAuthor(await installation.PersonAsync(), Installation.Noon), stamp, default);

    /// <summary>Labels the first images so, in their order; gives their ids.</summary>
    private static async Task<List<long>> LabelAsync(Installation installation, Project project, params string[] classes)
    {
        var images = (await installation.ListAsync(project)).Where(i => i.Image.Split == Split.Pool).Select(i => i.Image.Id).Take(classes.Length).ToList();
        foreach (var (image, name) in images.Zip(classes))
        {
            await AnswerAsync(installation, project, image, name);
        }

        return images;
    }

    private static async Task AnswerAsync(Installation installation, Project project, long image, string name) => await installation.Log.AppendAsync(
        new LabelEntry(Guid.NewGuid(), project.Id, image, await installation.PersonAsync(), LabelKind.Class, Id(project, name), Installation.Noon, LabelSource.LabelPage), default);

    private static async Task<List<long>> LeaseAsync(Installation installation, Project project)
    {
        var page = new OpenPage(project.Id, await installation.PersonAsync(), "tab");
        await installation.Queue.ReleaseAsync(page, default);
        return [.. (await installation.Queue.LeaseAsync(page, 99, Now, default)).Select(lease => lease.ImageId)];
    }

    private static async Task<List<long?>> AnswersAsync(Installation installation, Project project) =>
        [.. (await installation.ListAsync(project)).Select(i => i.Answer?.ClassId)];

    private static async Task<List<string>> ClassesAsync(Installation installation, Project project) =>
        [.. (await installation.Projects.FindAsync(project.Id, default))!.Classes.Select(c => c.Name)];

    private static long Id(Project project, string name) => project.AllClasses.First(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)).Id;
}
