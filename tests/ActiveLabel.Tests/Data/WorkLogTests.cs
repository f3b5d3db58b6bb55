using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Work;

namespace ActiveLabel.Tests.Data;

public sealed class WorkLogTests
{
    [Fact]
    public async Task The_whole_log_comes_in_its_order_and_then_only_what_is_new()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var other = await installation.ProjectAsync(images: 1, name: "Other");
        var person = await installation.PersonAsync();
        var images = await installation.ListAsync(project);
        var log = installation.Get<IWorkLog>();
        var first = Entry(project.Id, images[0].Image.Id, person, LabelKind.Class, project.Classes[1].Id) with { TookMilliseconds = 1500 };
        await installation.Log.AppendAsync(first, default);
        await installation.Log.AppendAsync(Entry(other.Id, (await installation.ListAsync(other))[0].Image.Id, person, LabelKind.Skip, null), default);

        var line = (await log.ReadAsync(project.Id, 0, default)).ShouldHaveSingleItem();

        (line.ImageId, line.PersonId, line.ClassId, line.Kind, line.Source).ShouldBe((images[0].Image.Id, person, project.Classes[1].Id, LabelKind.Class, LabelSource.Review));
        (line.At, line.TookMilliseconds, line.Withdraws).ShouldBe((Installation.Noon.ToUnixTimeMilliseconds(), 1500, 0));

        await installation.Log.AppendAsync(Entry(project.Id, images[0].Image.Id, person, LabelKind.Withdrawal, null) with { Withdraws = first.Id }, default);
        await installation.Log.AppendAsync(Entry(project.Id, images[1].Image.Id, person, LabelKind.PoorExample, null), default);
        var later = await log.ReadAsync(project.Id, line.Sequence, default);

        later.Select(l => (l.Kind, l.Withdraws)).ShouldBe([(LabelKind.Withdrawal, line.Sequence), (LabelKind.PoorExample, 0)]);
        (await log.ReadAsync(project.Id, later[^1].Sequence, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_about_gold_images_are_counted_by_person_source_and_classes()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var person = await installation.PersonAsync();
        var image = (await installation.ListAsync(project))[0].Image.Id;
        var practice = installation.Get<IPracticeLog>();
        var (sound, dry) = (project.Classes[0].Id, project.Classes[1].Id);
        foreach (var (source, given) in new[] { (GoldSource.Hidden, sound), (GoldSource.Hidden, sound), (GoldSource.Hidden, dry), (GoldSource.Practice, dry) })
            await practice.AppendAsync(new PracticeAnswer(Guid.NewGuid(), project.Id, person, image, given, sound, Installation.Noon) { Source = source }, default);
        await practice.AppendAsync(new PracticeAnswer(Guid.NewGuid(), project.Id, person, image, sound, sound, Installation.Noon) { Source = GoldSource.Hidden, IsSkip = true }, default);

        (await practice.TallyPeopleAsync(project.Id, default)).ShouldBe(
            [
                new GoldCell(person, GoldSource.Hidden, sound, sound, 2), new GoldCell(person, GoldSource.Hidden, sound, dry, 1),
                new GoldCell(person, GoldSource.Practice, sound, dry, 1),
            ],
            ignoreOrder: true);
    }

    private static LabelEntry Entry(long project, long image, long person, LabelKind kind, long? classId) =>
        new(Guid.NewGuid(), project, image, person, kind, classId, Installation.Noon, LabelSource.Review);
}
