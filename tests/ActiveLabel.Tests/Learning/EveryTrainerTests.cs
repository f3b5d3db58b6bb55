using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning;
using ActiveLabel.Learning.Boosting;
using ActiveLabel.Learning.Softmax;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Learning;

/// <summary>What holds of every trainer, whatever it is given.</summary>
public sealed class EveryTrainerTests
{
    private static readonly TrainingOptions Options = new(0, 1, Weights: ClassWeights.Balanced, Tolerance: 1e-6f);

    public static TheoryData<string> All => ["elastic net", "ML.NET's elastic net", "SDCA", "LightGBM"];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_labelled_row_given_is_a_row_trained_on(string name)
    {
        foreach (var count in (int[])[2, 7, 47, 130])
        {
            Train(name, Blobs.Make(count, length: 5, classes: 2, seed: 1)).RowsUsed.ShouldBe(count);
        }
    }

    [Theory]
    [InlineData("elastic net", ClassWeights.Equal)]
    [InlineData("elastic net", ClassWeights.Balanced)]
    [InlineData("ML.NET's elastic net", ClassWeights.Equal)]
    [InlineData("ML.NET's elastic net", ClassWeights.Balanced)]
    public void A_row_that_counts_twice_is_worth_two_rows(string name, ClassWeights weights)
    {
        var set = Blobs.Make(count: 60, length: 5, classes: 3, seed: 8, spread: 3);
        var weighed = set with { RowWeights = [.. Enumerable.Range(0, 60).Select(i => i % 4 == 0 ? 2f : 1)] };
        int[] rows = [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, i % 4 == 0 ? 2 : 1))];
        var repeated = new TrainingSet(
            rows.SelectMany(i => set.Features.Slice(i * 5, 5).ToArray()).ToArray(), 5, [.. rows.Select(i => set.Classes[i])], set.ClassCount);

        var (one, other, plain) = (Scores(Train(name, weighed, weights), set), Scores(Train(name, repeated, weights), set), Scores(Train(name, set, weights), set));

        one.Zip(other, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(2e-3f);
        one.Zip(plain, (a, b) => Math.Abs(a - b)).Max().ShouldBeGreaterThan(0.01f, "it does make a difference");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Weights_of_rows_that_are_none_are_refused(string name)
    {
        var set = Blobs.Make(count: 3, length: 5, classes: 2, seed: 1);

        foreach (float[] weights in (float[][])[[1, 1], [1, 0, 1], [1, -1, 1], [1, float.NaN, 1], [1, 1, float.PositiveInfinity]])
            Should.Throw<ArgumentException>(() => Train(name, set with { RowWeights = weights }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Classes_that_lie_apart_are_told_apart(string name)
    {
        var set = Blobs.Make(count: 90, length: 6, classes: 3, seed: 3);

        var predictions = Train(name, set).Model.CreateScorer().Score(RowsOf(set));

        Enumerable.Range(0, 90).Count(i => predictions.Best(i) == set.Classes[i]).ShouldBeGreaterThan(85);
        Enumerable.Range(0, 90).All(i => Math.Abs(predictions[i].ToArray().Sum() - 1) < 1e-5).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_set_gives_the_same_model(string name)
    {
        var set = Blobs.Make(count: 120, length: 20, classes: 3, seed: 2, spread: 3);

        var (one, other) = (Scores(Train(name, set), set), Scores(Train(name, set), set));

        other.ShouldBe(one);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_class_with_a_single_label_is_known_and_one_without_any_is_never_predicted(string name)
    {
        var two = Blobs.Make(count: 41, length: 6, classes: 2, seed: 5);
        var set = two with { ClassCount = 4, Classes = [.. Enumerable.Range(0, 41).Select(i => i == 40 ? 3 : two.Classes[i])] };

        var scores = Train(name, set).Model.CreateScorer().Score(RowsOf(set));

        scores[40][3].ShouldBeGreaterThan(0);
        Enumerable.Range(0, 41).All(i => scores[i][2] == 0).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Images_that_are_all_alike_teach_how_frequent_classes_are_and_no_more(string name)
    {
        var set = new TrainingSet(Enumerable.Repeat(1f, 40 * 3).ToArray(), 3, [.. Enumerable.Range(0, 40).Select(i => i % 2)], 2);

        var trained = Train(name, set);

        trained.RowsUsed.ShouldBe(40);
        trained.Model.CreateScorer().Score(RowsOf(set))[7][0].ShouldBe(0.5f, 0.01f);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Labels_of_one_class_are_refused(string name) =>
        Should.Throw<WrongUseException>(() => Train(name, Blobs.Make(count: 10, length: 3, classes: 2, seed: 6) with { Classes = [.. Enumerable.Repeat(1, 10)] }))
            .Message.ShouldContain("two classes");

    [Theory]
    [MemberData(nameof(All))]
    public void No_labels_at_all_are_refused(string name) =>
        Should.Throw<WrongUseException>(() => Train(name, new TrainingSet(Array.Empty<float>(), 3, [], 2))).Message.ShouldContain("two classes");

    [Theory]
    [MemberData(nameof(All))]
    public void Vectors_that_are_all_the_same_give_every_class_its_share(string name)
    {
        var set = new TrainingSet(Enumerable.Repeat(3f, 40).ToArray(), 4, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 2);

        Train(name, set).Model.CreateScorer().Score(RowsOf(set))[0].ToArray().ShouldBe([0.5f, 0.5f], tolerance: 0.02);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Images_with_two_answers_train_with_both(string name)
    {
        // Each vector stands there twice, once a class: nothing can be told, and nothing is left out.
        var one = Blobs.Make(count: 20, length: 4, classes: 2, seed: 7);
        var set = new TrainingSet((float[])[.. one.Features.ToArray(), .. one.Features.ToArray()], 4, [.. Enumerable.Range(0, 40).Select(i => i / 20)], 2);

        var trained = Train(name, set);

        trained.RowsUsed.ShouldBe(40);
        var scores = trained.Model.CreateScorer().Score(RowsOf(set));
        Enumerable.Range(0, 40).All(i => Math.Abs(scores[i][0] - 0.5) < 0.1).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void More_classes_than_labels_is_no_trouble(string name)
    {
        var set = Blobs.Make(count: 12, length: 8, classes: 6, seed: 8) with { ClassCount = 500 };

        var trained = Train(name, set);

        trained.RowsUsed.ShouldBe(12);
        trained.Model.CreateScorer().Score(RowsOf(set))[0].ToArray().Count(p => p > 0).ShouldBe(6);
    }

    [Theory]
    [InlineData("elastic net")]
    [InlineData("SDCA")]
    public void Five_hundred_classes_are_learnt(string name)
    {
        var set = Blobs.Make(count: 1_000, length: 24, classes: 500, seed: 9, spread: 0.2f);

        var scores = Train(name, set).Model.CreateScorer().Score(RowsOf(set));

        Enumerable.Range(0, 1_000).Count(i => scores.Best(i) == set.Classes[i]).ShouldBeGreaterThan(900);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_value_that_is_not_finite_is_refused_by_row_and_column(string name)
    {
        var set = Blobs.Make(count: 20, length: 4, classes: 2, seed: 1);
        var features = set.Features.ToArray();
        features[(7 * 4) + 2] = float.NaN;

        Should.Throw<WrongUseException>(() => Train(name, set with { Features = features })).Message.ShouldContain("row 7, column 2");
    }

    [Fact]
    public void Dual_coordinate_ascent_comes_near_the_same_model()
    {
        var set = Blobs.Make(count: 200, length: 10, classes: 3, seed: 4, spread: 3);

        var (ours, theirs) = (Scores(Train("elastic net", set), set), Scores(Train("SDCA", set), set));

        ours.Zip(theirs, (p, q) => Math.Abs(p - q)).Average().ShouldBeLessThan(0.02f);
    }

    [Fact]
    public void Trees_do_not_depend_on_the_number_of_threads()
    {
        var set = Blobs.Make(count: 600, length: 200, classes: 3, seed: 4, spread: 5);

        Scores(Train(new LightGbmTrainer(4), set), set).ShouldBe(Scores(Train(new LightGbmTrainer(1), set), set));
    }

    private static TrainedModel Train(string name, TrainingSet set) => Train(Of(name), set);

    private static TrainedModel Train(string name, TrainingSet set, ClassWeights weights) =>
        Of(name).Train(set, Options with { Weights = weights }, TestContext.Current.CancellationToken);

    private static TrainedModel Train(ITrainer trainer, TrainingSet set) => trainer.Train(set, Options, TestContext.Current.CancellationToken);

    private static ITrainer Of(string name) => name switch
    {
        "elastic net" => new SoftmaxTrainer(),
        "ML.NET's elastic net" => new ElasticNetTrainer(),
        "SDCA" => new SdcaTrainer(),
        _ => new LightGbmTrainer(),
    };

    private static float[] Scores(TrainedModel trained, TrainingSet set) => trained.Model.CreateScorer().Score(RowsOf(set)).Probabilities.ToArray();

    private static VectorRows RowsOf(TrainingSet set) =>
        new(new VectorTable(set.Features, set.VectorLength), [.. Enumerable.Range(0, set.Count).Select(i => (long)i)]);
}
