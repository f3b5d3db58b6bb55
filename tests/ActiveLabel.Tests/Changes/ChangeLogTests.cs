using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Tests.Data;

namespace ActiveLabel.Tests.Changes;

public sealed class ChangeLogTests
{
    private static readonly Actor Anna = Actor.Person(7, "Anna");

    [Fact]
    public async Task A_setting_that_somebody_changes_is_told_with_its_value_before_and_after()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();

        await Acting.AsAsync(Anna, () => installation.Projects.ChangeAsync(project.Id, p => p.Follow(p.Policy with { BatchSize = 25, L2 = 0.5f }), default));

        var change = await NewestAsync(installation, project);
        (change.ActorName, change.Actor, change.ActorPersonId, change.Kind).ShouldBe(("Anna", ActorKind.Person, 7, ChangeKind.Settings));
        change.Before.ShouldBe("""{"BatchSize":10,"L2":2}""");
        change.After.ShouldBe("""{"BatchSize":25,"L2":0.5}""");
        Words(change).ShouldBe("changed the batch size from 10 to 25; the L2 penalty from 2 to 0.5");
    }

    [Fact]
    public async Task What_is_saved_as_it_was_is_no_change()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();

        await installation.Projects.ChangeAsync(project.Id, p => p.Follow(p.Policy with { }), default);

        (await AllAsync(installation, project)).ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Project, "the making of the project");
    }

    [Fact]
    public async Task What_is_refused_leaves_no_line()
    {
        await using var installation = await Installation.CreateAsync();
        await installation.ProjectAsync(name: "Other");
        var project = await installation.ProjectAsync();

        await Should.ThrowAsync<WrongUseException>(() => installation.Projects.ChangeAsync(
            project.Id,
            p =>
            {
                p.Follow(p.Policy with { BatchSize = 99 });
                p.Rename("Other");
            },
            default));

        (await AllAsync(installation, project)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_acts_at_the_same_time_keeps_their_own_name()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Acting.AsAsync(
            Actor.Person(n, $"Person {n}"), () => installation.Projects.ChangeAsync(project.Id, p => p.AddClass($"class {n}"), default))));

        var added = (await AllAsync(installation, project)).Where(c => c.Kind == ChangeKind.Classes).ToList();
        added.Count.ShouldBe(12);
        added.ShouldAllBe(c => c.Subject == $"class {c.ActorPersonId}" && c.ActorName == $"Person {c.ActorPersonId}");
    }

    [Fact]
    public async Task Classes_and_instructions_are_told()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var (sound, encased) = (project.Classes[0], project.Classes[2]);

        await installation.Projects.ChangeAsync(project.Id, p => p.FaceClasses([new ClassFace(sound.Id, "healthy", sound.Key)]), default);
        Words(await NewestAsync(installation, project)).ShouldBe("changed of the class 'sound' the name from sound to healthy");
        var by = new ClassAuthor(await installation.PersonAsync(), Installation.Noon);
        await installation.Changes.MakeAsync(project.Id, new ClassWish.Merge(encased.Id, sound.Id), by, null, default);
        Words(await NewestAsync(installation, project)).ShouldBe("changed the classes: 'encased' was merged into 'healthy'");
        await installation.Projects.ChangeAsync(project.Id, p => p.Instruct(new string('a', 40_000)), default);
        var instructions = await NewestAsync(installation, project);
        Words(instructions).ShouldBe("changed the instructions from 0 characters to 40000");
        instructions.After!.Length.ShouldBeLessThan(3_000, "it is a log of changes, and no store of texts");
    }

    [Fact]
    public async Task People_who_come_and_go_and_what_they_may_are_told_but_no_token()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var (members, invitations) = (installation.Get<IMembershipStore>(), installation.Get<IInvitationStore>());
        var person = await installation.PersonAsync();
        var hash = LinkToken.Hash("a token");

        var invitation = await invitations.AddAsync(Invitation.Create(project.Id, ProjectRole.Labeler, hash, 5, TimeSpan.FromDays(7), person, Installation.Noon), default);
        Words(await NewestAsync(installation, project)).ShouldBe("made an invitation for 5 to be a labeler");
        await invitations.WithdrawAsync(project.Id, invitation.Id, Installation.Noon, default);
        await invitations.WithdrawAsync(project.Id, invitation.Id, Installation.Noon, default);
        Words(await NewestAsync(installation, project)).ShouldBe("withdrew an invitation");
        await members.AddAsync(Membership.Create(project.Id, person, ProjectRole.Labeler, Installation.Noon), default);
        Words(await NewestAsync(installation, project)).ShouldBe("made Local a labeler of the project");
        await members.ChangeAsync(project.Id, person, m => m.Become(ProjectRole.Admin), default);
        Words(await NewestAsync(installation, project)).ShouldBe("changed of Local the role from Labeler to Admin");
        await members.RemoveAsync(project.Id, person, default);
        Words(await NewestAsync(installation, project)).ShouldBe("took Local out of the project");

        var all = await AllAsync(installation, project);
        all.Count(c => c.Kind == ChangeKind.Invitations).ShouldBe(2, "what is withdrawn already is not withdrawn again");
        all.ShouldAllBe(c => !$"{c.Before}{c.After}".Contains(hash));
    }

    [Fact]
    public async Task Accounts_are_told_to_the_server_without_passwords_and_signing_in_is_no_change()
    {
        await using var installation = await Installation.CreateAsync();
        var accounts = installation.Get<IAccountStore>();
        const string password = "correct horse battery staple";

        var anna = await Acting.AsAsync(Actor.CommandLine, () => accounts.AddAsync(new NewAccount("anna", password, IsServerAdmin: true), default));
        await accounts.CheckPasswordAsync("anna", "not it at all", default);
        await accounts.CheckPasswordAsync("anna", password, default);
        await accounts.TouchAsync(anna.Id, Installation.Noon, default);
        var token = await accounts.MakeResetAsync(anna.Id, TimeSpan.FromDays(1), default);
        await accounts.ResetAsync(token, $"{password} again", default);

        var all = await installation.Get<IChangeLog>().AfterAsync(null, 0, 100, default);
        all.Select(Words).ShouldBe(
        [
            "made the account 'anna', admin of the server", "made a link for 'anna' to choose another password", "set another password of 'anna'",
        ]);
        all[0].ActorName.ShouldBe("command line");
        all.ShouldAllBe(c => !$"{c.Before}{c.After}".Contains("horse") && !$"{c.Before}{c.After}".Contains(token));
    }

    [Fact]
    public async Task Gold_marks_and_labels_outside_the_queue_are_told_and_labelling_is_not()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var image = (await installation.ListAsync(project))[0].Image;
        var person = await installation.PersonAsync();
        var gold = installation.Get<IGoldStore>();

        await gold.MarkAsync(new GoldImage(project.Id, image.Id, project.Classes[1].Id, person, Installation.Noon), default);
        Words(await NewestAsync(installation, project)).ShouldBe("marked 'knot 0.jpg' as gold, certainly 'dry'");
        await gold.RemoveAsync(project.Id, image.Id, default);
        await gold.RemoveAsync(project.Id, image.Id, default);
        Words(await NewestAsync(installation, project)).ShouldBe("took the gold mark off 'knot 0.jpg'");

        var entry = new LabelEntry(Guid.NewGuid(), project.Id, image.Id, person, LabelKind.Class, project.Classes[0].Id, Installation.Noon, LabelSource.LabelPage);
        await installation.Log.AppendAsync(entry, default);
        var correction = entry with { Id = Guid.NewGuid(), Source = LabelSource.Review };
        await installation.Log.AppendAsync([correction, correction with { Id = Guid.NewGuid(), ClassId = project.Classes[1].Id }], default);
        await installation.Log.AppendAsync(correction, default);

        var all = await AllAsync(installation, project);
        var told = all.Where(c => c.Kind == ChangeKind.Labels).ShouldHaveSingleItem();
        Words(told).ShouldBe("corrected 2 labels by review");
        told.After.ShouldNotBeNull().ShouldContain(correction.Id.ToString());
        all.Count(c => c.Kind == ChangeKind.Gold).ShouldBe(2);
    }

    [Fact]
    public async Task A_correction_in_review_and_an_answer_about_a_suspect_are_told_and_what_was_overtaken_is_not()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var images = await installation.ListAsync(project);
        var person = await installation.PersonAsync();
        LabelEntry Of(int image, int choice) => new(
            Guid.NewGuid(), project.Id, images[image].Image.Id, person, LabelKind.Class, project.Classes[choice].Id, Installation.Noon, LabelSource.Review);

        (await installation.Log.CorrectAsync(Of(0, 0), seen: null, default)).ShouldBeNull();
        (await installation.Log.CorrectAsync(Of(0, 1), seen: null, default)).ShouldNotBeNull("somebody was faster");
        var first = Of(1, 0);
        (await installation.Get<ISuspectLog>().AppendAsync(first, Guid.Empty, default)).ShouldBeNull();
        (await installation.Get<ISuspectLog>().AppendAsync(Of(1, 1), Guid.Empty, default)).ShouldNotBeNull("another label stands than the one that was seen");

        var told = (await AllAsync(installation, project)).Where(c => c.Kind == ChangeKind.Labels).ToList();
        told.Count.ShouldBe(2);
        told.ShouldAllBe(c => Words(c) == "corrected 1 label by review");
    }

    [Fact]
    public async Task The_log_is_read_by_kind_and_person_a_page_at_a_time()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var log = installation.Get<IChangeLog>();
        for (var n = 0; n < 7; n++)
        {
            var who = n % 2 == 0 ? Anna : Actor.CommandLine;
            await Acting.AsAsync(who, () => log.AddAsync(project.Id, n < 4 ? ChangeKind.Exports : ChangeKind.Labels, ChangeAct.Added, $"{n}", null, """{"Format":"csv"}""", default));
        }

        var first = await log.PageAsync(project.Id, new ChangeFilter(ChangeKind.Exports), null, 3, default);
        first.Select(c => c.Subject).ShouldBe(["3", "2", "1"]);
        (await log.PageAsync(project.Id, new ChangeFilter(ChangeKind.Exports), first[^1].Id, 3, default)).Select(c => c.Subject).ShouldBe(["0"]);
        (await log.PageAsync(project.Id, new ChangeFilter(null, "Anna"), null, 9, default)).Select(c => c.Subject).ShouldBe(["6", "4", "2", "0"]);
        (await log.PageAsync(project.Id + 1, new ChangeFilter(), null, 9, default)).ShouldBeEmpty();
        (await log.ActorsAsync(project.Id, default)).ShouldBe(["Anna", "command line", "the program"]);
        Words(first[0]).ShouldBe("took out '3' (format: csv)");
    }

    [Fact]
    public void Whatever_a_line_holds_there_is_a_sentence_for_it()
    {
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            foreach (var act in Enum.GetValues<ChangeAct>())
            {
                foreach (var json in (string?[])[null, "{}", "[]", "{\"Some\":{\"Deep\":[1,null,true]}}"])
                {
                    var line = new Change(1, 1, Installation.Noon, ActorKind.Person, 1, "Anna", kind, act, null, json, json);
                    ChangeWords.Of(line, _ => null).ShouldNotBeNullOrWhiteSpace();
                }
            }
        }
    }

    private static string Words(Change change) => ChangeWords.Of(change, id => id == 1 ? "Local" : null);

    private static async Task<Change> NewestAsync(Installation installation, Project project) => (await AllAsync(installation, project))[^1];

    private static Task<IReadOnlyList<Change>> AllAsync(Installation installation, Project project) =>
        installation.Get<IChangeLog>().AfterAsync(project.Id, 0, 1_000, default);
}
