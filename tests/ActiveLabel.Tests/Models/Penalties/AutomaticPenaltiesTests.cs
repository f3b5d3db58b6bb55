using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Learning.Softmax;
using ActiveLabel.Tests.Learning;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Models.Penalties;

public sealed class AutomaticPenaltiesTests
{
    private static readonly TrainingOptions Fixed = new(0, 2, Weights: ClassWeights.Balanced, Tolerance: 1e-6f);

    private readonly Counting _trainer = new();

    [Fact]
    public void Vectors_that_tell_nothing_are_penalised_harder_than_vectors_that_tell_all()
    {
        var noise = Blobs.Make(count: 90, length: 20, classes: 3, seed: 4, spread: 60);
        var clear = Blobs.Make(count: 90, length: 20, classes: 3, seed: 4, spread: 1);

        Decide(noise).Options.L2.ShouldBeGreaterThan(8 * Decide(clear).Options.L2);
    }

    [Fact]
    public void Any_number_of_threads_chooses_the_same()
    {
        var set = Blobs.Make(count: 120, length: 30, classes: 4, seed: 2, spread: 6);

        var one = Decide(set, trainer: new SoftmaxTrainer(threads: 1)).Options;
        var four = Decide(set, trainer: new SoftmaxTrainer(threads: 4)).Options;

        four.ShouldBe(one);
        one.PenaltiesChosenAt.ShouldBe(120);
    }

    [Fact]
    public void What_was_chosen_serves_until_the_labels_have_grown_by_half()
    {
        var before = Fixed with { L2 = 0.7f, PenaltiesChosenAt = 60 };

        Decide(Blobs.Make(count: 89, length: 5, classes: 3, seed: 1), before).Options.ShouldBe(before);
        _trainer.Trained.ShouldBe(0);

        var renewed = Decide(Blobs.Make(count: 90, length: 5, classes: 3, seed: 1), before).Options;
        renewed.PenaltiesChosenAt.ShouldBe(90);
        renewed.L2.ShouldNotBe(0.7f);
        _trainer.Trained.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Other_class_weights_want_other_penalties() =>
        Decide(Blobs.Make(count: 60, length: 5, classes: 3, seed: 1), Fixed with { L2 = 0.7f, PenaltiesChosenAt = 60, Weights = ClassWeights.Equal })
            .Options.L2.ShouldNotBe(0.7f);

    [Theory]
    [InlineData(1, "one label")]
    [InlineData(2, "2 labels")]
    public void A_class_with_too_few_labels_leaves_it_to_the_fixed_penalties_and_says_so(int labels, string said)
    {
        var set = Blobs.Make(count: 40, length: 5, classes: 2, seed: 1);
        int[] rows = [.. Enumerable.Range(0, 40).Where(i => i % 2 == 0), .. Enumerable.Range(0, labels).Select(i => (2 * i) + 1)];

        var decision = Decide(new TrainingSet(RowsOf(set).At(rows).ToArray(), 5, [.. rows.Select(i => set.Classes[i])], 2));

        decision.Options.ShouldBe(Fixed);
        decision.Note.ShouldNotBeNull().ShouldContain(said);
        _trainer.Trained.ShouldBe(0);
    }

    [Fact]
    public void Three_labels_a_class_are_enough_to_choose_by()
    {
        var decision = Decide(Blobs.Make(count: 9, length: 5, classes: 3, seed: 1));

        decision.Note.ShouldBeNull();
        decision.Options.PenaltiesChosenAt.ShouldBe(9);
    }

    [Fact]
    public void No_image_is_scored_by_a_model_that_it_trained()
    {
        var set = Blobs.Make(count: 60, length: 4, classes: 3, seed: 3);

        Decide(set);

        // Five folds of a fifth each; along the path every fold keeps to its own images.
        _trainer.Sets.Select(s => s.Count).Distinct().ShouldBe([48]);
        _trainer.Sets.Select(s => string.Join(',', s.Rows!)).Distinct().Count().ShouldBe(5);
        _trainer.Sets.SelectMany(s => s.Rows!.Distinct()).Distinct().Count().ShouldBe(60);
    }

    private PenaltyDecision Decide(TrainingSet set, TrainingOptions? before = null, ITrainer? trainer = null) => AutomaticPenalties.Decide(
        trainer ?? _trainer, RowsOf(set), set.Classes, set.ClassCount, Fixed, before, TestContext.Current.CancellationToken);

    private static VectorRows RowsOf(TrainingSet set) =>
        new(new VectorTable(set.Features, set.VectorLength), [.. Enumerable.Range(0, set.Count).Select(i => (long)i)]);

    private sealed class Counting : ITrainer
    {
        private readonly SoftmaxTrainer _real = new(threads: 1);

        public List<TrainingSet> Sets { get; } = [];

        public int Trained => Sets.Count;

        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            Sets.Add(set);
            return _real.Train(set, options, cancel);
        }
    }
}
