using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Learning;
using ActiveLabel.Learning.Softmax;
using ActiveLabel.Learning.WithinClass;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Learning;

public sealed class TrainerChoiceTests
{
    private static readonly TrainingSet Set = Blobs.Make(count: 12, length: 3, classes: 2, seed: 1);

    private readonly TrainerChoice _choice = new();

    [Fact]
    public void The_workshop_is_replayed_by_ML_NET() => _choice.Choose(Set, new TrainingOptions(0.01f, 0.01f)).ShouldBeOfType<ElasticNetTrainer>();

    [Fact]
    public void Everything_else_is_our_own()
    {
        _choice.Choose(Set, new TrainingOptions(0, 2)).ShouldBeOfType<SoftmaxTrainer>();
        _choice.Choose(Set, new TrainingOptions(0.01f, 0.01f, Tolerance: RoundEngine.Tolerance)).ShouldBeOfType<SoftmaxTrainer>();
        _choice.Choose(Set with { Guesses = new SoftLabels(new float[3], new[] { 0.5f, 0.5f }, new[] { 1f }) }, new TrainingOptions(0.01f, 0.01f))
            .ShouldBeOfType<SoftmaxTrainer>();
    }

    [Fact]
    public void Coordinates_of_the_classes_go_with_an_L2_penalty_alone()
    {
        var options = new TrainingOptions(0, 2) { Normalisation = Normalisation.WithinClass };

        _choice.Choose(Set, options).ShouldBeOfType<WithinClassTrainer>();
        _choice.Choose(Set, options with { L1 = 0.1f, Tolerance = RoundEngine.Tolerance }).ShouldBeOfType<SoftmaxTrainer>();
    }

    [Fact]
    public void ML_NET_refuses_guesses_rather_than_leaving_them_out() => Should.Throw<ArgumentException>(() => new ElasticNetTrainer().Train(
        Set with { Guesses = new SoftLabels(new float[3], new[] { 0.5f, 0.5f }, new[] { 1f }) }, new TrainingOptions(), CancellationToken.None));
}
