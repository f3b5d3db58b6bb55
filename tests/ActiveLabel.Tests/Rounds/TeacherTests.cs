using System.Collections.Concurrent;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Rounds;

public sealed class TeacherTests
{
    [Fact]
    public async Task Every_training_also_learns_guesses_for_the_images_that_nobody_answered_for()
    {
        await using var world = await World.CreateAsync(pool: 120, ownNumber: true);
        var labelled = (await world.LabelAsync(25)).Select(lease => lease.ImageId).ToHashSet();
        var trainer = new Recording();

        (await world.Engine(trainer).RunAsync(world.Project.Id, default)).ShouldNotBeNull().State.ShouldBe(RoundState.Ready);

        // The model itself, and those of the folds that tell its temperature.
        trainer.Sets.Count.ShouldBeGreaterThan(1);
        foreach (var set in trainer.Sets)
        {
            var guesses = set.Guesses.ShouldNotBeNull();
            guesses.Count.ShouldBe(95);
            var known = Rows(set.Features, set.VectorLength);
            Rows(guesses.Features, set.VectorLength).Intersect(known).ShouldBeEmpty();
        }

        // An image left out of a fold is not guessed at either.
        var whole = trainer.Sets.MaxBy(set => set.Count).ShouldNotBeNull();
        whole.Count.ShouldBe(labelled.Count);
        trainer.Sets.ShouldAllBe(set => !Rows(set.Guesses!.Features, set.VectorLength).Intersect(Rows(whole.Features, set.VectorLength)).Any());
    }

    [Fact]
    public async Task A_project_can_do_without_guesses()
    {
        await using var world = await World.CreateAsync(pool: 60, policy: new ProjectPolicy { SpreadLabels = false });
        await world.LabelAsync(20);
        var trainer = new Recording();

        await world.Engine(trainer).RunAsync(world.Project.Id, default);

        trainer.Sets.ShouldNotBeEmpty();
        trainer.Sets.ShouldAllBe(set => set.Guesses == null);
    }

    [Fact]
    public async Task When_everything_is_labelled_there_is_nothing_to_guess()
    {
        await using var world = await World.CreateAsync(pool: 30);
        await world.LabelAsync(30);
        var trainer = new Recording();

        (await world.Engine(trainer).RunAsync(world.Project.Id, default)).ShouldNotBeNull().State.ShouldBe(RoundState.Ready);

        trainer.Sets.ShouldAllBe(set => set.Guesses == null);
    }

    private static IEnumerable<string> Rows(ReadOnlyMemory<float> features, int length) =>
        [.. features.ToArray().Chunk(length).Select(row => string.Join(' ', row))];

    private sealed class Recording : ITrainer
    {
        private readonly ITrainer _real = World.RealTrainer();

        public ConcurrentBag<TrainingSet> Sets { get; } = [];

        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            Sets.Add(set);
            return _real.Train(set, options, cancel);
        }
    }
}
