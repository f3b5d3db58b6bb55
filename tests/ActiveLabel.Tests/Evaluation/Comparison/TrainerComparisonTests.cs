using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Tests.Rounds;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Comparison;

public sealed class TrainerComparisonTests
{
    [Fact]
    public async Task All_trainers_are_judged_by_the_same_images()
    {
        await using var world = await World.CreateAsync(pool: 90, labelledTests: 30);
        await world.LabelAsync(45);

        var compared = await world.Comparison().RunAsync(world.Project.Id, progress: null, default);

        compared.Labels.ShouldBe(45);
        compared.Trainers.Select(t => t.Trainer).ShouldBe([TrainerKind.ElasticNet, TrainerKind.ElasticNet, TrainerKind.Sdca, TrainerKind.LightGbm]);
        compared.Trainers.Select(t => t.Guesses).ShouldBe([45, null, null, null]);
        foreach (var trainer in compared.Trainers)
        {
            trainer.Refusal.ShouldBeNull();
            trainer.Values.ShouldBeGreaterThan(0);
            var result = trainer.Result.ShouldNotBeNull();
            result.ImageIds.ShouldBe(compared.Trainers[0].Result!.ImageIds);
            result.Summary.Basis.ShouldBe(EvaluationBasis.TestSplit);
            result.Summary.BalancedAccuracy.ShouldBeGreaterThan(0.8);
        }

        (await world.Installation.Models.ListAsync(world.Project.Id, default)).ShouldBeEmpty("comparing makes no version");
    }

    [Fact]
    public async Task Without_a_test_split_the_audit_arm_judges_them_all()
    {
        await using var world = await World.CreateAsync(pool: 90, policy: new ProjectPolicy { AuditShare = 1 });
        await world.Engine().RunAsync(world.Project.Id, default);
        await world.LabelAsync(30);

        var compared = await world.Comparison().RunAsync(world.Project.Id, progress: null, default);

        compared.Trainers.Count.ShouldBe(4);
        compared.Trainers.ShouldAllBe(t => t.Result!.Summary.Basis == EvaluationBasis.AuditCrossFitting && t.Result.Summary.Count == 30);
    }

    [Fact]
    public async Task A_trainer_that_breaks_takes_nothing_from_the_others()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 12);
        await world.LabelAsync(24);

        var compared = await world.Comparison(new BrokenTrees(World.RealTrainer())).RunAsync(world.Project.Id, progress: null, default);

        compared.Trainers.Where(t => t.Result is not null).Select(t => t.Trainer).ShouldBe([TrainerKind.ElasticNet, TrainerKind.ElasticNet, TrainerKind.Sdca]);
        compared.Trainers[^1].Refusal.ShouldBe("The library is not there.");
    }

    [Fact]
    public async Task Labels_of_one_class_cannot_be_compared()
    {
        await using var world = await World.CreateAsync(pool: 30);
        await world.LabelAsync(5, always: "sound");

        (await Should.ThrowAsync<WrongUseException>(() => world.Comparison().RunAsync(world.Project.Id, progress: null, default)))
            .Message.ShouldContain("two classes");
    }

    [Theory]
    [InlineData(TrainerKind.Sdca)]
    [InlineData(TrainerKind.LightGbm)]
    public async Task Rounds_run_with_the_trainer_that_the_policy_names(TrainerKind trainer)
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 12, policy: new ProjectPolicy { Trainer = trainer });
        await world.LabelAsync(24);

        await world.Engine().RunAsync(world.Project.Id, default);

        var version = (await world.Installation.Models.LatestAsync(world.Project.Id, default)).ShouldNotBeNull();
        version.Options.Trainer.ShouldBe(trainer);
        (version.Model is TreeModel).ShouldBe(trainer == TrainerKind.LightGbm);
        version.Outcome.ShouldNotBeNull().Guesses.ShouldBe(0);
        version.Evaluation.ShouldNotBeNull().BalancedAccuracy.ShouldBeGreaterThan(0.8);
    }

    private sealed class BrokenTrees(ITrainer trainer) : ITrainer
    {
        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel) =>
            options.Trainer == TrainerKind.LightGbm ? throw new InvalidOperationException("The library is not there.") : trainer.Train(set, options, cancel);
    }
}
