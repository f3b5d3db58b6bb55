using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Tests.Rounds;

public sealed class RememberingTrainerTests
{
    private static readonly TrainingOptions Options = new();

    private readonly Counting _inner = new();

    [Fact]
    public void A_set_is_trained_on_once()
    {
        var trainer = new RememberingTrainer(_inner);

        var first = trainer.Train(Set([5, 9], [0, 1]), Options, default);

        trainer.Train(Set([5, 9], [0, 1]), Options, default).ShouldBeSameAs(first);
        _inner.Trainings.ShouldBe(1);
    }

    [Fact]
    public void Other_rows_other_classes_other_options_and_rows_unknown_are_trained_on_anew()
    {
        var trainer = new RememberingTrainer(_inner);
        var first = trainer.Train(Set([5, 9], [0, 1]), Options, default);

        trainer.Train(Set([5, 8], [0, 1]), Options, default).ShouldNotBeSameAs(first);
        trainer.Train(Set([5, 9], [1, 0]), Options, default).ShouldNotBeSameAs(first);
        trainer.Train(Set([5, 9], [0, 1]), Options with { L2 = 3 }, default).ShouldNotBeSameAs(first);
        trainer.Train(Set(null, [0, 1]), Options, default).ShouldNotBeSameAs(first);
        trainer.Train(Set(null, [0, 1]), Options, default).ShouldNotBeSameAs(first);
        _inner.Trainings.ShouldBe(6);
    }

    private static TrainingSet Set(long[]? rows, int[] classes) => new(new float[4], 2, classes, 2) { Rows = rows };

    private sealed class Counting : ITrainer
    {
        public int Trainings { get; private set; }

        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            Trainings++;
            return new TrainedModel(new LinearModel(2, 2, [1, 1], new float[4], new float[2]), set.Count, TimeSpan.Zero, Converged: true);
        }
    }
}
