using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Data;

public sealed class LabelLogTests
{
    private static readonly LeaseSpan Now = new(Installation.Noon, TimeSpan.FromMinutes(5));

    [Fact]
    public async Task A_label_sent_five_times_is_appended_once()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        var label = Label(project, image, person, "dry");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => installation.Log.AppendAsync(label, default))));

        outcomes.Count(o => o == AppendOutcome.Appended).ShouldBe(1);
        outcomes.Count(o => o == AppendOutcome.Repeated).ShouldBe(4);
        (await installation.Log.HistoryAsync(project.Id, image, default)).ShouldBe([label]);
    }

    [Fact]
    public async Task An_entry_is_read_as_it_was_written()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        var label = Label(project, image, person, "dry") with { TookMilliseconds = 812, Round = 3, Rank = 7, Audit = true };

        await installation.Log.AppendAsync(label, default);

        (await installation.Log.HistoryAsync(project.Id, image, default)).Single().ShouldBe(label);
        (await installation.Images.FindAsync(project.Id, image, default))!.Answer
            .ShouldBe(new Answer(label.ClassId, Audit: true, LabelSource.LabelPage));
    }

    [Fact]
    public async Task A_clock_that_is_turned_back_changes_nothing()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        await installation.Log.AppendAsync(Label(project, image, person, "dry"), default);
        var correction = Label(project, image, person, "sound") with { At = Installation.Noon.AddYears(-1), Source = LabelSource.Review };

        await installation.Log.AppendAsync(correction, default);

        (await installation.Images.FindAsync(project.Id, image, default))!.Answer!.ClassId.ShouldBe(correction.ClassId);
        (await installation.Log.HistoryAsync(project.Id, image, default))[^1].ShouldBe(correction);
    }

    [Fact]
    public async Task An_image_drawn_at_random_stays_so_when_its_label_is_corrected()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        await installation.Log.AppendAsync(Label(project, image, person, "dry") with { Audit = true }, default);
        await installation.Log.AppendAsync(Label(project, image, person, "sound") with { Source = LabelSource.Review }, default);

        (await installation.Images.FindAsync(project.Id, image, default))!.Answer
            .ShouldBe(new Answer(project.FindClass("sound")!.Id, Audit: true, LabelSource.Review));
    }

    [Fact]
    public async Task Of_two_who_correct_a_label_at_once_the_second_changes_nothing_and_is_told_of_the_first()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        await installation.Log.AppendAsync(Label(project, image, person, "dry"), default);
        var seen = (await installation.Images.FindAsync(project.Id, image, default))!.Answer;
        var other = await installation.PersonAsync(PersonKind.Import);
        LabelEntry[] corrections =
        [
            Label(project, image, person, "sound") with { Source = LabelSource.Review }, Label(project, image, other, "encased") with { Source = LabelSource.Review },
        ];

        var told = await Task.WhenAll(corrections.Select(correction => Task.Run(() => installation.Log.CorrectAsync(correction, seen, default))));

        told.Count(faster => faster is null).ShouldBe(1);
        var first = corrections[Array.FindIndex(told, faster => faster is null)];
        told.Single(faster => faster is not null).ShouldBe(first);
        (await installation.Log.HistoryAsync(project.Id, image, default)).Count.ShouldBe(2);
        (await installation.Images.FindAsync(project.Id, image, default))!.Answer!.ClassId.ShouldBe(first.ClassId);
    }

    [Fact]
    public async Task A_correction_that_is_sent_again_is_no_correction_by_somebody_else()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        var correction = Label(project, image, person, "sound") with { Source = LabelSource.Review };

        (await installation.Log.CorrectAsync(correction, seen: null, default)).ShouldBeNull();
        (await installation.Log.CorrectAsync(correction, seen: null, default)).ShouldBeNull();

        (await installation.Log.HistoryAsync(project.Id, image, default)).ShouldBe([correction]);
    }

    [Fact]
    public async Task A_correction_of_an_image_that_is_not_there_is_refused()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);

        await Should.ThrowAsync<WrongUseException>(() => installation.Log.CorrectAsync(Label(project, image + 1000, person, "dry"), seen: null, default));
    }

    [Fact]
    public async Task Undo_takes_back_the_newest_and_leases_its_image_again()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        var other = (await installation.ListAsync(project))[1].Image.Id;
        var first = Label(project, image, person, "dry");
        var second = Label(project, other, person, "sound");
        await installation.Log.AppendAsync(first, default);
        await installation.Log.AppendAsync(second, default);
        var withdrawal = Guid.NewGuid();

        (await UndoAsync(installation, project, person, withdrawal)).ShouldBe(second);
        (await UndoAsync(installation, project, person, withdrawal)).ShouldBe(second);

        (await installation.Images.FindAsync(project.Id, other, default))!.Answer.ShouldBeNull();
        (await installation.Queue.HeldAsync(new OpenPage(project.Id, person, "tab"), Installation.Noon, default)).Select(l => (l.ImageId, l.Until)).ShouldBe([(other, Now.Until)]);
        (await installation.Log.HistoryAsync(project.Id, other, default)).Select(e => e.Kind).ShouldBe([LabelKind.Class, LabelKind.Withdrawal]);
        (await installation.Log.RecentAsync(project.Id, person, 10, default)).ShouldBe([first]);

        (await UndoAsync(installation, project, person, Guid.NewGuid())).ShouldBe(first);
        (await UndoAsync(installation, project, person, Guid.NewGuid())).ShouldBeNull();
    }

    [Fact]
    public async Task Undo_of_a_named_entry_takes_back_that_one_and_no_other()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        var images = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToList();
        var mine = Label(project, images[0], person, "dry");
        var ofOtherTab = Label(project, images[1], person, "dry");
        await installation.Log.AppendAsync(mine, default);
        await installation.Log.AppendAsync(ofOtherTab, default);

        (await UndoAsync(installation, project, person, Guid.NewGuid(), mine.Id)).ShouldBe(mine);
        (await UndoAsync(installation, project, person, Guid.NewGuid(), mine.Id)).ShouldBeNull();
        var stranger = await installation.PersonAsync(PersonKind.Import);
        (await UndoAsync(installation, project, stranger, Guid.NewGuid(), ofOtherTab.Id)).ShouldBeNull();

        (await installation.Log.RecentAsync(project.Id, person, 10, default)).ShouldBe([ofOtherTab]);
    }

    [Fact]
    public async Task Undo_of_a_skip_leaves_the_image_to_whoever_has_taken_it()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var person = await installation.PersonAsync();
        var image = (await installation.Queue.LeaseAsync(new OpenPage(project.Id, person, "tab"), 1, Now, default)).Single().ImageId;
        var skip = Label(project, image, person, null) with { Kind = LabelKind.Skip };
        await installation.Log.AppendAsync(skip, default);
        var colleague = new OpenPage(project.Id, await installation.PersonAsync(PersonKind.Import), "colleague");
        await installation.Queue.LeaseAsync(colleague, 1, Now, default);

        (await UndoAsync(installation, project, person, Guid.NewGuid()))!.Id.ShouldBe(skip.Id);

        (await installation.Queue.HeldAsync(new OpenPage(project.Id, person, "tab"), Installation.Noon, default)).ShouldBeEmpty();
        (await installation.Queue.HeldAsync(colleague, Installation.Noon, default)).Single().ImageId.ShouldBe(image);
    }

    [Fact]
    public async Task Progress_counts_what_a_model_would_train_on_since_the_newest_round_began()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, _, person) = await StartAsync(installation);
        var ids = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToList();
        await installation.Images.AddAsync(project.Id, [Installation.Image(project, 99, Split.Test, "dry"), Installation.Image(project, 98, Split.Pool, "dry")], default);
        await ShouldBeAsync(1, 1);
        await installation.Log.AppendAsync(Label(project, ids[0], person, "dry"), default);
        await installation.Log.AppendAsync(Label(project, ids[1], person, "dry"), default);
        await ShouldBeAsync(3, 3);

        await installation.Rounds.BeginAsync(project.Id, QueryStrategy.Margin, 10, 1, Installation.Noon, default);
        await ShouldBeAsync(3, 0);
        await installation.Log.AppendAsync(Label(project, ids[2], person, null) with { Kind = LabelKind.Skip }, default);
        await installation.Log.AppendAsync(Label(project, ids[3], person, null) with { Kind = LabelKind.PoorExample }, default);
        await ShouldBeAsync(3, 0);
        await UndoAsync(installation, project, person, Guid.NewGuid());
        await ShouldBeAsync(3, 0);
        await installation.Log.AppendAsync(Label(project, ids[4], person, "sound"), default);
        await ShouldBeAsync(4, 1);
        await UndoAsync(installation, project, person, Guid.NewGuid());
        await ShouldBeAsync(3, 0);
        await installation.Log.AppendAsync(Label(project, ids[0], person, "sound") with { Source = LabelSource.Review }, default);
        await ShouldBeAsync(3, 1);
        await installation.Log.AppendAsync(Label(project, ids[1], person, null) with { Kind = LabelKind.PoorExample, Source = LabelSource.Review }, default);
        await ShouldBeAsync(2, 2);

        async Task ShouldBeAsync(int labelled, int since) =>
            (await installation.Log.ProgressAsync(project.Id, default)).ShouldBe(new LabelProgress(labelled, since));
    }

    [Fact]
    public async Task An_image_or_class_of_another_project_is_refused_and_nothing_is_written()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await StartAsync(installation);
        var other = await installation.ProjectAsync(images: 1, "other");
        var foreign = (await installation.ListAsync(other))[0].Image.Id;

        await Should.ThrowAsync<WrongUseException>(() => installation.Log.AppendAsync(Label(project, foreign, person, "dry"), default));
        await Should.ThrowAsync<WrongUseException>(() => installation.Log.AppendAsync(Label(other, image, person, "dry"), default));
        await Should.ThrowAsync<WrongUseException>(() => installation.Log.AppendAsync(
            Label(project, image, person, "dry") with { ClassId = other.Classes[0].Id }, default));
        await Should.ThrowAsync<WrongUseException>(() => installation.Log.AppendAsync(Label(project, image, person, null), default));
        await Should.ThrowAsync<WrongUseException>(() => installation.Log.AppendAsync(
            Label(project, image, person, null) with { Kind = LabelKind.Withdrawal, Withdraws = Guid.NewGuid() }, default));

        (await installation.Log.HistoryAsync(project.Id, image, default)).ShouldBeEmpty();
    }

    private static async Task<(Project Project, long Image, long Person)> StartAsync(Installation installation)
    {
        var project = await installation.ProjectAsync(images: 5);
        return (project, (await installation.ListAsync(project))[0].Image.Id, await installation.PersonAsync());
    }

    private static LabelEntry Label(Project project, long image, long person, string? className) => new(
        Guid.NewGuid(), project.Id, image, person, LabelKind.Class, className is null ? null : project.FindClass(className)!.Id,
        Installation.Noon, LabelSource.LabelPage);

    private static async Task<LabelEntry?> UndoAsync(Installation installation, Project project, long person, Guid withdrawal, Guid? entry = null) =>
        (await installation.Log.UndoAsync(new OpenPage(project.Id, person, "tab"), withdrawal, entry, Installation.Noon, Now, default))?.Entry;
}
