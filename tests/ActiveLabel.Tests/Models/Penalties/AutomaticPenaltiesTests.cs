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
    public void Fewer_than_twenty_labels_a_class_leave_it_to_the_fixed_penalties_and_say_so()
    {
        var few = Decide(Blobs.Make(count: 59, length: 5, classes: 3, seed: 1));
        var enough = Decide(Blobs.Make(count: 60, length: 5, classes: 3, seed: 1));

        few.Options.ShouldBe(Fixed);
        few.Note.ShouldNotBeNull().ShouldContain("59 labels");
        (enough.Note, enough.Options.PenaltiesChosenAt).ShouldBe((null, 60));
    }

    [Fact]
    public void A_penalty_is_not_held_against_a_model_that_is_right_but_unsure()
    {
        int[] truth = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        double[] shares = PenaltyPath.Shares(truth, ClassWeights.Balanced);

        // One in ten wrong; the one model says 60 %, the other 90 %.
        var unsure = PenaltyPath.Criterion(truth, Says(0.6f), shares);
        var sure = PenaltyPath.Criterion(truth, Says(0.9f), shares);

        unsure.ShouldBe(sure, 1e-4);
        unsure.ShouldBe(-(0.9 * Math.Log(0.9)) - (0.1 * Math.Log(0.1)), 1e-3);

        Predictions Says(float p) => new(
            (float[])[.. truth.SelectMany((k, i) => (k == 0) == (i / 2 % 10 != 0) ? new[] { p, 1 - p } : [1 - p, p])], 2);
    }

    [Fact]
    public void Under_balanced_weights_each_class_has_the_same_share() =>
        PenaltyPath.Shares([0, 0, 0, 1], ClassWeights.Balanced).ShouldBe([1 / 6.0, 1 / 6.0, 1 / 6.0, 0.5], 1e-12);

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
