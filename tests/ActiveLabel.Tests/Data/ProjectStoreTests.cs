using ActiveLabel.Core;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

public sealed class ProjectStoreTests
{
    [Fact]
    public async Task A_project_is_read_as_it_was_written()
    {
        await using var installation = await Installation.CreateAsync();
        var policy = new ProjectPolicy { Strategy = QueryStrategy.Entropy, AuditShare = 0.25, ShowGuess = true, L1 = 0.5f };
        var made = await installation.ProjectAsync(policy: policy);
        await installation.Projects.ChangeAsync(made.Id, p => p.Instruct("# Look *closely*"), default);

        var read = (await installation.Projects.FindAsync(made.Id, default))!;

        read.Policy.ShouldBe(policy);
        read.Instructions.ShouldBe("# Look *closely*");
        read.CreatedAt.ShouldBe(Installation.Noon);
        read.Classes.Select(c => (c.Name, c.Ordinal, c.Key)).ShouldBe([("sound", 0, "1"), ("dry", 1, "2"), ("encased", 2, "3")]);
    }

    [Fact]
    public async Task A_project_of_an_older_version_goes_on_as_it_did()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        await using (var context = await installation.ContextAsync())
        {
            // As it was written when neither labels were spread nor trainers, penalties and coordinates could be chosen.
            var old = """
                {"Start":"Random","Strategy":"WorstBestScore","BatchSize":7,"RetrainAfter":9,"AuditShare":0.2,"L1":0.5,"L2":3,
                "Weights":"Equal","Seed":11,"ShowGuess":true,"PracticeGoal":4,"LeaseMinutes":6}
                """;
            (await context.Database.ExecuteSqlAsync($"""UPDATE "Projects" SET "Policy" = {old}""")).ShouldBe(1);
        }

        (await installation.Projects.FindAsync(project.Id, default))!.Policy.ShouldBe(new ProjectPolicy
        {
            Start = StartStrategy.Random,
            Strategy = QueryStrategy.WorstBestScore,
            SpreadLabels = false,
            BatchSize = 7,
            RetrainAfter = 9,
            AuditShare = 0.2,
            Trainer = TrainerKind.ElasticNet,
            Penalties = PenaltyChoice.Fixed,
            L1 = 0.5f,
            L2 = 3,
            Weights = ClassWeights.Equal,
            Normalisation = Normalisation.Columns,
            Seed = 11,
            ShowGuess = true,
            PracticeGoal = 4,
            PracticePerClass = 0,
            PracticeWindow = 0,
            PracticeShare = 0,
            LeaseMinutes = 6,
            Overlap = 0,
        });
    }

    [Fact]
    public async Task Names_are_unique_and_found_without_regard_to_case()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(name: "Äste");

        (await Should.ThrowAsync<WrongUseException>(() => installation.ProjectAsync(name: "äSTE"))).Message.ShouldContain("äSTE");
        (await installation.Projects.GetAsync(" äste ", default)).Id.ShouldBe(project.Id);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_those_that_there_are()
    {
        await using var installation = await Installation.CreateAsync();
        (await Should.ThrowAsync<WrongUseException>(() => installation.Projects.GetAsync("x", default))).Message.ShouldContain("make one first");
        await installation.ProjectAsync(name: "Knots");

        (await Should.ThrowAsync<WrongUseException>(() => installation.Projects.GetAsync("Cnots", default))).Message.ShouldContain("There are: Knots.");
    }

    [Fact]
    public async Task A_change_that_fails_leaves_the_project_as_it_was()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        await installation.ProjectAsync(name: "taken");

        await Should.ThrowAsync<WrongUseException>(() => installation.Projects.ChangeAsync(project.Id, p => p.AddClass("DRY"), default));
        await Should.ThrowAsync<WrongUseException>(() => installation.Projects.ChangeAsync(project.Id, p => p.Rename("Taken"), default));
        var changed = await installation.Projects.ChangeAsync(project.Id, p => p.AddClass("decayed").Define("holds decay"), default);

        changed.Classes[^1].Id.ShouldBeGreaterThan(0);
        (await installation.Projects.ListAsync(default)).Select(p => (p.Name, p.Classes.Count)).ShouldBe([("Knots", 4), ("taken", 3)]);
    }
}
