using ActiveLabel.Core;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Instructions;

namespace ActiveLabel.Web.Tests.Features.Instructions;

public sealed class InstructionsDraftTests
{
    [Fact]
    public async Task What_is_written_and_the_examples_picked_are_saved()
    {
        await using var stage = await Stage.CreateAsync();
        var draft = InstructionsDraft.Of(stage.Project);
        var sound = stage.Project.Classes[0].Id;
        draft.Text = "Look **closely**.";
        draft.Definitions[sound] = " Firm. ";
        draft.Examples[sound] = [3, 1, 2];

        await stage.Get<IProjectStore>().ChangeAsync(stage.Project.Id, draft.Apply, default);

        var saved = (await stage.Get<IProjectStore>().FindAsync(stage.Project.Id, default))!;
        saved.Instructions.ShouldBe("Look **closely**.");
        saved.Classes[0].Definition.ShouldBe("Firm.");
        saved.Classes[0].ExampleIds.ShouldBe([3, 1, 2]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whoever_saves_second_is_told_and_overwrites_nothing(int changed)
    {
        await using var stage = await Stage.CreateAsync();
        var projects = stage.Get<IProjectStore>();
        var draft = InstructionsDraft.Of((await projects.FindAsync(stage.Project.Id, default))!);
        draft.Text = "mine";
        Action<Project>[] theirs = [p => p.Instruct("theirs"), p => p.Classes[1].Define("theirs"), p => p.Classes[1].ShowBy([7])];
        await projects.ChangeAsync(stage.Project.Id, theirs[changed], default);

        (await Should.ThrowAsync<WrongUseException>(() => projects.ChangeAsync(stage.Project.Id, draft.Apply, default))).Message.ShouldContain("Somebody else saved");

        (await projects.FindAsync(stage.Project.Id, default))!.Instructions.ShouldNotBe("mine");
    }

    [Fact]
    public async Task More_than_anybody_reads_and_more_examples_than_fit_are_refused()
    {
        await using var stage = await Stage.CreateAsync();
        var draft = InstructionsDraft.Of(stage.Project);
        draft.Text = new string('a', Project.LongestInstructions + 1);
        Should.Throw<WrongUseException>(() => draft.Apply(stage.Project)).Message.ShouldContain("50,000");

        draft.Text = "";
        draft.Examples[stage.Project.Classes[0].Id] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Should.Throw<WrongUseException>(() => draft.Apply(stage.Project)).Message.ShouldContain("at most 8 example images");
    }
}
