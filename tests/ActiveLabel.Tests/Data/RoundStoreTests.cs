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
    public async Task Why_an_image_was_picked_stays_with_it_in_the_queue_until_it_is_answered_and_after()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var images = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToArray();
        var unsure = new PickWhy(PickCause.UnsureBetween, project.Classes[1].Id, project.Classes[2].Id);
        var round = (await BeginAsync(installation, project))!;
        round.Lack("too few", 0, Installation.Noon);
        await installation.Rounds.EndAsync(
            round,
            [
                new Pick(images[2], PickReason.Strategy) { Why = unsure },
                new Pick(images[0], PickReason.Audit) { Why = new PickWhy(PickCause.RandomCheck) },
            ],
            default);

        var next = await installation.Queue.NextAsync(project.Id, 10, default);
        next.Select(n => (n.Image.Id, n.Reason, n.Why)).ShouldBe(
            [(images[2], PickReason.Strategy, unsure), (images[0], PickReason.Audit, new PickWhy(PickCause.RandomCheck))]);
        var page = new OpenPage(project.Id, await installation.PersonAsync(), "session");
        var lease = (await installation.Queue.LeaseAsync(page, 1, new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(5)), default)).Single();
        (lease.ImageId, lease.Why).ShouldBe((images[2], unsure));

        await installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), project.Id, images[2], await installation.PersonAsync(), LabelKind.Class, project.Classes[0].Id, Installation.Noon, LabelSource.LabelPage), default);
        (await installation.Queue.NextAsync(project.Id, 10, default)).Select(n => n.Image.Id).ShouldBe([images[0]]);
        await using var context = await installation.ContextAsync();
        (await context.Queue.SingleAsync(q => q.ImageId == images[2])).Why.ShouldBe(unsure);
    }

    [Fact]
    public async Task Images_that_an_older_version_queued_come_without_a_cause()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        await using var context = await installation.ContextAsync();
        await context.Database.ExecuteSqlRawAsync("""UPDATE "Queue" SET "Round" = 1, "Reason" = 'Strategy';""");

        var next = await installation.Queue.NextAsync(project.Id, 1, default);

        next.Single().Why.ShouldBe(new PickWhy(PickCause.NotTold));
        next.Single().Reason.ShouldBe(PickReason.Strategy);
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
