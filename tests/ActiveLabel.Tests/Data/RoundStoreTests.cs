using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

public sealed class RoundStoreTests
{
    [Fact]
    public async Task At_most_one_round_of_a_project_is_under_way()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var other = await installation.ProjectAsync(name: "other");

        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => BeginAsync(installation, project))));

        var round = begun.Single(r => r is not null)!;
        (await BeginAsync(installation, other)).ShouldNotBeNull();
        round.Fail("no disk left", Installation.Noon);
        await installation.Rounds.SaveAsync(round, default);
        (await BeginAsync(installation, project))!.Number.ShouldBe(2);
        (await installation.Rounds.ListAsync(project.Id, default)).Select(r => (r.Number, r.State, r.Reason)).ShouldBe(
            [(1, RoundState.Failed, "no disk left"), (2, RoundState.Preparing, null)]);
    }

    [Fact]
    public async Task A_round_that_a_crash_cut_off_is_found_again_and_starts_over()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var round = (await BeginAsync(installation, project))!;
        round.Train(12);
        await installation.Rounds.SaveAsync(round, default);
        var image = (await installation.ListAsync(project))[0].Image.Id;
        await installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), project.Id, image, await installation.PersonAsync(), LabelKind.Class, project.Classes[0].Id, Installation.Noon, LabelSource.LabelPage), default);

        var found = (await installation.Rounds.ListUnfinishedAsync(default)).Single();
        (found.State, found.LabelCount).ShouldBe((RoundState.Training, 12));
        (await installation.Log.ProgressAsync(project.Id, default)).SinceLastRound.ShouldBe(1);
        found.Restart();
        await installation.Rounds.SaveAsync(found, default);

        (await installation.Log.ProgressAsync(project.Id, default)).SinceLastRound.ShouldBe(0, "it will train on that label too");
    }

    [Fact]
    public async Task Strategies_that_older_versions_stored_by_other_names_are_read()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        await BeginAsync(installation, project);
        await using var context = await installation.ContextAsync();
        await context.Database.ExecuteSqlRawAsync(
            """UPDATE "Rounds" SET "Strategy" = 'WorstBestScore'; UPDATE "Projects" SET "Policy" = '{{"Strategy":"Default","BatchSize":7}}';""");

        (await installation.Rounds.ListAsync(project.Id, default)).Single().Strategy.ShouldBe(QueryStrategy.WorstBestScore);
        var policy = (await installation.Projects.FindAsync(project.Id, default))!.Policy;
        (policy.Strategy, policy.BatchSize).ShouldBe((QueryStrategy.Default, 7));
    }

    private static Task<Round?> BeginAsync(Installation installation, Project project) =>
        installation.Rounds.BeginAsync(project.Id, QueryStrategy.Margin, 10, 1, Installation.Noon, default);
}
