using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Tests.Data;

public sealed class PeopleStoreTests
{
    [Fact]
    public async Task There_is_one_person_of_a_kind_however_many_ask_first()
    {
        await using var installation = await Installation.CreateAsync();

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => installation.PersonAsync())));

        asked.Distinct().Count().ShouldBe(1);
        (await installation.PersonAsync(PersonKind.Import)).ShouldNotBe(asked[0]);
    }

    [Fact]
    public async Task Practice_is_kept_once_each_in_its_order()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var image = (await installation.ListAsync(project))[0].Image.Id;
        var person = await installation.PersonAsync();
        var log = installation.Get<IPracticeLog>();
        var wrong = new PracticeAnswer(Guid.NewGuid(), project.Id, person, image, project.Classes[0].Id, project.Classes[1].Id, Installation.Noon);
        var right = wrong with { Id = Guid.NewGuid(), GivenClassId = project.Classes[1].Id, At = Installation.Noon.AddHours(-1) };

        await log.AppendAsync(wrong, default);
        await log.AppendAsync(right, default);
        await log.AppendAsync(wrong, default);

        (await log.ListAsync(project.Id, person, default)).ShouldBe([wrong, right]);
    }

    [Fact]
    public async Task A_hidden_answer_is_taken_back_once_by_whoever_gave_it_and_an_answer_of_practice_never()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await OneImageAsync(installation);
        var log = installation.Get<IPracticeLog>();
        var practised = new PracticeAnswer(Guid.NewGuid(), project.Id, person, image, project.Classes[0].Id, project.Classes[1].Id, Installation.Noon);
        var hidden = practised with { Id = Guid.NewGuid(), Source = GoldSource.Hidden, IsSkip = true };
        await log.AppendAsync(practised, default);
        await log.AppendAsync(hidden, default);
        var undo = Guid.NewGuid();

        (await log.WithdrawAsync(project.Id, person + 1, hidden.Id, Guid.NewGuid(), default)).ShouldBeNull();
        (await log.WithdrawAsync(project.Id, person, practised.Id, Guid.NewGuid(), default)).ShouldBeNull();
        (await log.WithdrawAsync(project.Id, person, hidden.Id, undo, default))!.ImageId.ShouldBe(image);
        (await log.WithdrawAsync(project.Id, person, hidden.Id, undo, default))!.Id.ShouldBe(hidden.Id);
        (await log.WithdrawAsync(project.Id, person, hidden.Id, Guid.NewGuid(), default)).ShouldBeNull();

        (await log.ListAsync(project.Id, person, default)).ShouldBe([practised]);
    }

    [Fact]
    public async Task How_often_an_image_was_asked_about_and_got_wrong_leaves_out_skips_and_what_was_taken_back()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await OneImageAsync(installation);
        var log = installation.Get<IPracticeLog>();
        var wrong = new PracticeAnswer(Guid.NewGuid(), project.Id, person, image, project.Classes[0].Id, project.Classes[1].Id, Installation.Noon);
        var undone = wrong with { Id = Guid.NewGuid(), Source = GoldSource.Hidden };
        PracticeAnswer[] answers =
            [wrong, undone, wrong with { Id = Guid.NewGuid(), GivenClassId = project.Classes[1].Id }, wrong with { Id = Guid.NewGuid(), IsSkip = true }];
        foreach (var answer in answers)
        {
            await log.AppendAsync(answer, default);
        }

        await log.WithdrawAsync(project.Id, person, undone.Id, Guid.NewGuid(), default);

        (await log.TallyAsync(project.Id, default)).ShouldBe(new Dictionary<long, GoldTally> { [image] = new(Asked: 2, Wrong: 1) });
    }

    [Fact]
    public async Task An_image_is_gold_once_with_its_newest_class_until_it_is_removed()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await OneImageAsync(installation);
        var gold = installation.Get<IGoldStore>();
        var marked = new GoldImage(project.Id, image, project.Classes[0].Id, person, Installation.Noon);

        await gold.MarkAsync(marked, default);
        await gold.MarkAsync(marked with { ClassId = project.Classes[1].Id }, default);

        var only = (await gold.ListAsync(project.Id, default)).ShouldHaveSingleItem();
        (only.Gold.ClassId, only.Image.Image.Id).ShouldBe((project.Classes[1].Id, image));
        await gold.RemoveAsync(project.Id + 1, image, default);
        (await gold.ListAsync(project.Id, default)).Count.ShouldBe(1);
        await gold.RemoveAsync(project.Id, image, default);
        (await gold.ListAsync(project.Id, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_or_a_class_of_another_project_is_no_gold_of_this_one()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, image, person) = await OneImageAsync(installation);
        var other = await installation.ProjectAsync(name: "Other");
        var gold = installation.Get<IGoldStore>();

        await Should.ThrowAsync<WrongUseException>(() => gold.MarkAsync(new GoldImage(other.Id, image, other.Classes[0].Id, person, Installation.Noon), default));
        await Should.ThrowAsync<WrongUseException>(() => gold.MarkAsync(new GoldImage(project.Id, image, other.Classes[0].Id, person, Installation.Noon), default));
    }

    private static async Task<(Project Project, long Image, long Person)> OneImageAsync(Installation installation)
    {
        var project = await installation.ProjectAsync(images: 1);
        return (project, (await installation.ListAsync(project))[0].Image.Id, await installation.PersonAsync());
    }
}
