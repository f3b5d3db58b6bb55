using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Rounds;

public sealed class RoundEngineTests
{
    [Fact]
    public async Task Without_labels_a_round_says_so_and_queues_the_start_strategys_picks()
    {
        await using var world = await World.CreateAsync(pool: 80);

        var round = (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull();

        round.State.ShouldBe(RoundState.NotEnoughLabels);
        round.Reason.ShouldNotBeNull().ShouldContain("at least two classes");
        var leases = await world.LabelAsync(20);
        leases.ShouldAllBe(l => l.Round == 1);
        leases.ShouldContain(l => l.Reason == PickReason.Start);
    }

    [Fact]
    public async Task The_queue_stays_that_of_the_newest_round_that_got_ready_whatever_comes_after_it()
    {
        await using var world = await World.CreateAsync(pool: 80);
        var rounds = world.Installation.Rounds;
        (await rounds.StandingAsync(world.Project.Id, default)).ShouldBe(new RoundStanding(null, null));
        await world.LabelAsync(12);
        await world.Engine().RunAsync(world.Project.Id, default);
        (await rounds.StandingAsync(world.Project.Id, default)).ShouldSatisfyAllConditions(s => s.Newest!.Number.ShouldBe(1), s => s.Ready!.Number.ShouldBe(1));

        var next = (await rounds.BeginAsync(world.Project.Id, world.Project.Policy.Strategy, 10, 1, DateTimeOffset.UnixEpoch, default)).ShouldNotBeNull();
        next.Fail("no disk left", DateTimeOffset.UnixEpoch);
        await rounds.EndAsync(next, [], default);

        var standing = await rounds.StandingAsync(world.Project.Id, default);
        (standing.Newest!.Number, standing.Newest.State, standing.Ready!.Number).ShouldBe((2, RoundState.Failed, 1));
        standing.Ready.ModelVersionId.ShouldNotBeNull();
    }

    [Fact]
    public async Task With_labels_of_one_class_only_the_queue_goes_on()
    {
        await using var world = await World.CreateAsync(pool: 60);
        await world.LabelAsync(5, always: "sound");

        var round = (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull();

        round.State.ShouldBe(RoundState.NotEnoughLabels);
        round.Reason.ShouldNotBeNull().ShouldContain("one class");
        (await world.LabelAsync(55)).Count.ShouldBe(55);
    }

    [Fact]
    public async Task A_round_trains_on_the_pool_judges_on_the_test_split_and_reorders_the_queue()
    {
        await using var world = await World.CreateAsync(pool: 120, labelledTests: 30);
        await world.LabelAsync(15);
        var states = new List<RoundState>();
        world.Feed.Changed += round => states.Add(round.State);

        var round = (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull();

        states.ShouldBe([RoundState.Preparing, RoundState.Training, RoundState.Scoring, RoundState.Selecting, RoundState.Ready]);
        round.LabelCount.ShouldBe(15);
        var version = (await world.Installation.Models.LatestAsync(world.Project.Id, default)).ShouldNotBeNull();
        version.TrainingCount.ShouldBe(15);
        var evaluation = version.Evaluation.ShouldNotBeNull();
        evaluation.Basis.ShouldBe(EvaluationBasis.TestSplit);
        evaluation.Count.ShouldBe(30);
        evaluation.Accuracy.ShouldBeGreaterThan(0.9);
        (await world.LabelAsync(10)).ShouldAllBe(l => l.Round == round.Number);
    }

    [Theory]
    [InlineData("worst-best-score")]
    [InlineData("committee")]
    [InlineData("model-change+balanced")]
    [InlineData("typicality+apart")]
    [InlineData("entropy+k-centre")]
    [InlineData("margin+diverse")]
    [InlineData("k-centre")]
    [InlineData("badge")]
    public async Task Whatever_the_strategy_a_round_fills_the_queue_and_tells_by_what(string name)
    {
        await using var world = await World.CreateAsync(pool: 90, policy: new ProjectPolicy { Strategy = QueryStrategy.Parse(name), Start = StartStrategy.Typical });
        (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull().State.ShouldBe(RoundState.NotEnoughLabels);
        await world.LabelAsync(12);

        (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull().State.ShouldBe(RoundState.Ready);

        var rounds = await world.Installation.Rounds.ListAsync(world.Project.Id, default);
        rounds.Count.ShouldBe(2);
        rounds.ShouldAllBe(r => r.Strategy.ToString() == name);
        var leases = await world.LabelAsync(50);
        leases.ShouldAllBe(l => l.Round == 2);
        leases.Count(l => l.Reason == PickReason.Strategy).ShouldBe(45);
    }

    [Fact]
    public async Task Where_a_crowd_labels_a_round_queues_what_they_will_label_before_the_next()
    {
        await using var world = await World.CreateAsync(pool: 300, policy: new ProjectPolicy { BatchSize = 4 });
        await world.LabelAsync(12);
        await world.Engine().RunAsync(world.Project.Id, default);
        await world.LabelAsync(50);

        var second = (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull();

        second.State.ShouldBe(RoundState.Ready, second.Reason);
        var leases = await world.LabelAsync(130);
        leases.Count(l => l.Round == second.Number).ShouldBe(100, "two batches of the fifty that were labelled between the rounds");
    }

    [Fact]
    public async Task The_audit_arm_keeps_its_share_of_the_queue()
    {
        await using var world = await World.CreateAsync(pool: 200, policy: new ProjectPolicy { AuditShare = 0.2, BatchSize = 10 });
        await world.LabelAsync(12);
        await world.Engine().RunAsync(world.Project.Id, default);

        var leases = await world.LabelAsync(50);

        leases.Count(l => l.Reason == PickReason.Audit).ShouldBe(10);
        leases.Take(10).Count(l => l.Reason == PickReason.Audit).ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_test_split_the_audit_arm_judges_by_cross_fitting()
    {
        await using var world = await World.CreateAsync(pool: 150, policy: new ProjectPolicy { AuditShare = 0.5, BatchSize = 20 });
        await world.Engine().RunAsync(world.Project.Id, default);
        var audits = (await world.LabelAsync(40)).Count(l => l.Reason == PickReason.Audit);

        await world.Engine().RunAsync(world.Project.Id, default);

        var evaluation = (await world.Installation.Models.LatestAsync(world.Project.Id, default))?.Evaluation.ShouldNotBeNull();
        evaluation!.Basis.ShouldBe(EvaluationBasis.AuditCrossFitting);
        evaluation.Count.ShouldBe(audits);
    }

    [Fact]
    public async Task A_trainer_that_fails_ends_the_round_with_its_reason_and_the_queue_stays()
    {
        await using var world = await World.CreateAsync(pool: 60);
        await world.LabelAsync(12);

        var round = (await world.Engine(new RefusingTrainer()).RunAsync(world.Project.Id, default)).ShouldNotBeNull();

        round.State.ShouldBe(RoundState.Failed);
        round.Reason.ShouldBe("The vectors are broken.");
        (await world.LabelAsync(48)).Count.ShouldBe(48);
    }

    [Fact]
    public async Task A_round_cut_off_in_training_starts_again_and_ends()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 12);
        await world.LabelAsync(12);
        using var power = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => world.Engine(new InterruptedTrainer(power)).RunAsync(world.Project.Id, power.Token));

        var unfinished = (await world.Installation.Rounds.ListUnfinishedAsync(default)).ShouldHaveSingleItem();
        unfinished.State.ShouldBe(RoundState.Training);
        (await world.Engine().RunAsync(world.Project.Id, default)).ShouldBeNull("at most one round of a project is under way");
        var resumed = await world.Engine().ResumeAsync(unfinished, default);

        resumed.State.ShouldBe(RoundState.Ready);
        (await world.Installation.Rounds.ListAsync(world.Project.Id, default)).ShouldHaveSingleItem().State.ShouldBe(RoundState.Ready);
    }

    [Fact]
    public async Task The_same_labels_and_seed_give_the_same_weights_and_queue()
    {
        var runs = new List<(IReadOnlyList<float> Weights, IReadOnlyList<long> Queue)>();
        for (var run = 0; run < 2; run++)
        {
            await using var world = await World.CreateAsync(pool: 90);
            await world.LabelAsync(15);
            await world.Engine().RunAsync(world.Project.Id, default);
            var version = await world.Installation.Models.LatestAsync(world.Project.Id, default);
            runs.Add((((LinearModel)version!.Model).Weights, [.. (await world.LabelAsync(50)).Select(l => l.ImageId)]));
        }

        runs[1].Weights.ShouldBe(runs[0].Weights);
        runs[1].Queue.ShouldBe(runs[0].Queue);
    }

    [Fact]
    public async Task Automatic_penalties_are_chosen_anew_when_the_labels_have_grown_by_half()
    {
        await using var world = await World.CreateAsync(pool: 120, policy: new ProjectPolicy { Penalties = PenaltyChoice.Automatic });
        var chosenAt = new List<int?>();
        foreach (var more in (int[])[60, 20, 20])
        {
            await world.LabelAsync(more);
            await world.Engine().RunAsync(world.Project.Id, default);
            chosenAt.Add((await world.Installation.Models.LatestAsync(world.Project.Id, default))!.Options.PenaltiesChosenAt);
        }

        chosenAt.ShouldBe([60, 60, 100]);
    }

    [Fact]
    public async Task A_version_remembers_how_its_training_went()
    {
        await using var world = await World.CreateAsync(pool: 60, policy: new ProjectPolicy { Penalties = PenaltyChoice.Automatic });
        await world.LabelAsync(6);
        await world.Engine().RunAsync(world.Project.Id, default);

        var outcome = (await world.Installation.Models.ListAsync(world.Project.Id, default)).ShouldHaveSingleItem().Outcome.ShouldNotBeNull();

        outcome.Converged.ShouldBe(true);
        outcome.Iterations.ShouldNotBeNull().ShouldBeGreaterThan(0);
        outcome.Guesses.ShouldBe(54);
        outcome.PenaltyNote.ShouldNotBeNull().ShouldContain("label");
    }

    private sealed class RefusingTrainer : ITrainer
    {
        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel) => throw new WrongUseException("The vectors are broken.");
    }

    /// <summary>Stands for the power going off while a model trains.</summary>
    private sealed class InterruptedTrainer(CancellationTokenSource power) : ITrainer
    {
        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            power.Cancel();
            cancel.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The power did not go off.");
        }
    }
}
