using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Data.Database;
using ActiveLabel.Tests.Data;
using ActiveLabel.Tests.Rounds;

namespace ActiveLabel.Tests.Evaluation.Annotators;

/// <summary>The study on a project: whose labels are whose, and what they are added to.</summary>
public sealed class ProjectAnnotatorsTests
{
    [Fact]
    public async Task Each_persons_labels_are_judged_alone_beside_those_of_one_who_is_trusted()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        await world.LabelAsync(12);
        var trusted = await world.Installation.PersonAsync();
        var careful = await JoinAsync(world, "Careful");
        var careless = await JoinAsync(world, "Careless");
        await AnswerAsync(world, careful, from: 0, to: 30, off: 0);
        await AnswerAsync(world, careless, from: 20, to: 60, off: 1);

        var report = await world.Annotators().RunAsync(world.Project.Id, new InitialChoice(InitialLabels.OfPerson, trusted), progress: null, default);

        report.Test.ShouldBe(30);
        report.Initial.Rows.ShouldBe(12);
        report.People.Select(p => (p.Name, p.PersonId, p.Labels)).ShouldBe([("Careful", careful, 30), ("Careless", careless, 40)], ignoreOrder: true);
        report.People.Single(p => p.PersonId == careless).Score!.AgainstInitial!.Value.ShouldBeLessThan(0);
        report.People.Single(p => p.PersonId == careful).Score!.Accuracy.ShouldBeGreaterThan(0.9);
        // Of everybody's the answer given last about each image counts, as in rounds.
        report.Everybody.Rows.ShouldBe(60);
    }

    [Fact]
    public async Task Labels_alone_stand_where_nothing_was_imported()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        await world.LabelAsync(12);
        var log = await world.Installation.Get<IWorkLog>().ReadAsync(world.Project.Id, 0, default);
        var standing = StandingAnswers.Of(log, [.. world.Project.Classes.Select(c => c.Id)]);

        // The import has labelled the test images, of three classes, but a study of imported labels starts from pool images.
        var report = await world.Annotators().RunAsync(world.Project.Id, new InitialChoice(InitialLabels.None), progress: null, default);

        report.Initial.Refusal.ShouldNotBeNull();
        report.People.ShouldHaveSingleItem().Rows.ShouldBe(12);
        standing.PersonIds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_test_images_it_is_refused_with_what_to_do()
    {
        await using var world = await World.CreateAsync(pool: 30);
        await world.LabelAsync(12);

        var refusal = await Should.ThrowAsync<WrongUseException>(
            () => world.Annotators().RunAsync(world.Project.Id, new InitialChoice(InitialLabels.None), progress: null, default));

        refusal.Message.ShouldContain("no labelled test images");
        refusal.Message.ShouldContain("--split test");
    }

    private static async Task<long> JoinAsync(World world, string name)
    {
        await using var context = await world.Installation.ContextAsync();
        var person = Person.Create(name, PersonKind.Account);
        context.Add(person);
        await context.SaveChangesAsync();
        return person.Id;
    }

    /// <param name="off">0 for the right class of each image, 1 for the next one.</param>
    private static async Task AnswerAsync(World world, long person, int from, int to, int off)
    {
        var images = (await world.Installation.ListAsync(world.Project)).ToDictionary(i => World.Number(i.Image), i => i.Image.Id);
        for (var n = from; n < to; n++)
        {
            await world.Installation.Log.AppendAsync(
                new LabelEntry(
                    Guid.NewGuid(), world.Project.Id, images[n], person, LabelKind.Class, world.Project.Classes[(n + off) % 3].Id, Installation.Noon, LabelSource.Review),
                default);
        }
    }
}
