using ActiveLabel.Core.People;

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
}
