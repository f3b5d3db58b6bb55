using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning.Softmax;
using ActiveLabel.Learning.WithinClass;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Learning.WithinClass;

public sealed class WithinClassTrainerTests
{
    private static readonly TrainingOptions Options = new(0, 2, Weights: ClassWeights.Balanced, Tolerance: 1e-8f) { Normalisation = Normalisation.WithinClass };

    private readonly WithinClassTrainer _trainer = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Classes_are_told_apart_by_what_hardly_varies_rather_than_by_what_varies_most()
    {
        // The classes differ a little in the last column; the others vary widely, and alike, in both.
        var (few, many) = (Noisy(40, seed: 1), Noisy(2_000, seed: 2));

        var plain = Right(Linear(new SoftmaxTrainer().Train(few, Options, Cancel)), many);
        var turned = Right(Linear(_trainer.Train(few, Options, Cancel)), many);

        turned.ShouldBeGreaterThan(0.85);
        turned.ShouldBeGreaterThan(plain + 0.03);
    }

    [Fact]
    public void In_its_coordinates_an_image_is_on_average_one_away_from_its_classs_mean()
    {
        var set = Noisy(300, seed: 3);

        var turned = WithinClassMetric.Of(set, ClassWeights.Equal, threads: 2, Cancel).ShouldNotBeNull().Turn(set.Features);

        Spread(turned, set).Sum().ShouldBe(1, 1e-3);
    }

    [Fact]
    public void Directions_that_vary_widely_within_classes_are_shortened_most()
    {
        var set = Noisy(300, seed: 3);

        // From one and the same place, one step along what moves together within classes, and one along a column alone.
        var turned = WithinClassMetric.Of(set, ClassWeights.Equal, threads: 2, Cancel).ShouldNotBeNull()
            .Turn(new float[] { 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0.5f, 0, 0, 0, 0, 0, 2.29f });

        (Step(2) / Step(1)).ShouldBeGreaterThan(3);

        double Step(int to) => Math.Sqrt(Enumerable.Range(0, 6).Sum(j => Math.Pow(turned[(to * 6) + j] - turned[j], 2)));
    }

    [Fact]
    public void Under_balanced_weights_a_rare_class_says_as_much_as_a_frequent_one()
    {
        // Ten times the rare class's rows: the metric of balanced weights does not change, that of equal weights does.
        var (frequent, rare) = (Noisy(200, seed: 4), Blobs.Make(20, 6, 1, seed: 5, spread: 30));
        var once = Joined(frequent, rare, times: 1);
        var tenfold = Joined(frequent, rare, times: 10);

        Turned(tenfold, ClassWeights.Balanced).ShouldBe(Turned(once, ClassWeights.Balanced), 1e-2);
        Math.Abs(Turned(tenfold, ClassWeights.Equal) - Turned(once, ClassWeights.Equal)).ShouldBeGreaterThan(0.1);

        double Turned(TrainingSet set, ClassWeights weights)
        {
            var metric = WithinClassMetric.Of(set, weights, threads: 1, Cancel).ShouldNotBeNull();
            var probe = metric.Turn(new float[] { 0, 0, 0, 0, 0, 0, 50, 50, 50, 50, 50, 50 });
            return Math.Sqrt(Enumerable.Range(0, 6).Sum(j => Math.Pow(probe[j] - probe[6 + j], 2)));
        }
    }

    [Fact]
    public void The_model_is_of_vectors_as_they_are()
    {
        var set = Noisy(60, seed: 6);
        var metric = WithinClassMetric.Of(set, Options.Weights, threads: 2, Cancel).ShouldNotBeNull();
        var turned = Linear(new SoftmaxTrainer(threads: 2, columnsAsTheyAre: true).Train(set with { Features = metric.Turn(set.Features) }, Options, Cancel));

        var model = metric.Back(turned);

        var expected = new LinearScorer(turned).Score(new VectorRows(new VectorTable(metric.Turn(set.Features), 6), Numbers(set))).Probabilities.ToArray();
        var actual = new LinearScorer(model).Score(new VectorRows(new VectorTable(set.Features.ToArray(), 6), Numbers(set))).Probabilities.ToArray();
        actual.Select(p => (double)p).ShouldBe(expected.Select(p => (double)p), tolerance: 1e-3);
        Linear(_trainer.Train(set, Options, Cancel)).Weights.Zip(model.Weights).ShouldAllBe(w => Math.Abs(w.First - w.Second) <= 1e-3 * Math.Max(1, Math.Abs(w.First)));
    }

    [Fact]
    public void The_model_does_not_depend_on_the_number_of_threads()
    {
        var set = Noisy(200, seed: 7) with { Guesses = new SoftLabels(Noisy(90, seed: 8).Features, Halves(90), Ones(90)) };

        var one = Linear(new WithinClassTrainer(threads: 1).Train(set, Options, Cancel));
        var four = Linear(new WithinClassTrainer(threads: 4).Train(set, Options, Cancel));

        four.Weights.ShouldBe(one.Weights);
        four.Bias.ShouldBe(one.Bias);
    }

    [Fact]
    public void Guessed_rows_have_no_say_in_the_coordinates()
    {
        var set = Noisy(60, seed: 9);
        var guessed = set with { Guesses = new SoftLabels(Noisy(90, seed: 10).Features, Halves(90), new float[90]) };

        Linear(_trainer.Train(guessed, Options with { Weights = ClassWeights.Equal }, Cancel)).Scale
            .ShouldBe(Linear(_trainer.Train(set, Options with { Weights = ClassWeights.Equal }, Cancel)).Scale);
    }

    [Fact]
    public void With_one_label_a_class_the_columns_stay_as_they_are()
    {
        var set = Blobs.Make(count: 3, length: 6, classes: 3, seed: 1);

        Linear(_trainer.Train(set, Options, Cancel)).Weights.ShouldBe(Linear(new SoftmaxTrainer().Train(set, Options, Cancel)).Weights);
    }

    [Fact]
    public void Images_that_are_all_the_same_train_a_model_that_knows_nothing()
    {
        var set = new TrainingSet(Enumerable.Repeat(3f, 40).ToArray(), 4, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 2);

        var model = Linear(_trainer.Train(set, Options, Cancel));

        model.Weights.ShouldAllBe(w => w == 0);
        model.Bias[0].ShouldBe(model.Bias[1], 1e-3f);
    }

    [Fact]
    public void Every_labelled_row_is_trained_on_and_a_class_without_rows_is_never_predicted()
    {
        var set = Noisy(50, seed: 11) with { ClassCount = 4 };

        var trained = _trainer.Train(set, Options, Cancel);

        trained.RowsUsed.ShouldBe(50);
        trained.Converged.ShouldBe(true);
        Linear(trained).Bias.Select(float.IsFinite).ShouldBe([true, true, false, false]);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_by_row_and_column()
    {
        var set = Noisy(50, seed: 12);
        var broken = set.Features.ToArray();
        broken[(7 * 6) + 3] = float.NaN;

        Should.Throw<WrongUseException>(() => _trainer.Train(set with { Features = broken }, Options, Cancel)).Message.ShouldContain("row 7, column 3");
        Should.Throw<WrongUseException>(() => _trainer.Train(set with { Guesses = new SoftLabels(broken, Halves(50), Ones(50)) }, Options, Cancel))
            .Message.ShouldContain("row 57, column 3");
    }

    [Fact]
    public void Along_a_path_each_training_comes_to_its_own_end()
    {
        var set = Noisy(120, seed: 13);
        TrainingOptions[] path = [.. new[] { 8f, 2, 0.5f }.Select(l2 => Options with { L2 = l2 })];

        foreach (var (options, trained) in path.Zip(_trainer.TrainEach(set, path, Cancel).ToList()))
        {
            trained.Objective!.Value.ShouldBe(_trainer.Train(set, options, Cancel).Objective!.Value, tolerance: 1e-4);
        }
    }

    [Fact]
    public void A_triangle_times_itself_gives_the_matrix_again_and_solving_undoes_it()
    {
        float[] matrix = [4, 0, 0, 2, 5, 0, -2, 1, 6], lower = [.. matrix], x = [1, 2, 3];

        Cholesky.Factor(lower, 3, new ParallelOptions());

        lower.ShouldBe([2, 0, 0, 1, 2, 0, -1, 1, 2], 1e-6);
        Cholesky.Solve(lower, x);
        x.ShouldBe([0.5f, 0.75f, 1.375f], 1e-6);
        Cholesky.SolveTransposed(lower, x);
        x[2].ShouldBe(0.6875f, 1e-6f);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused() =>
        Should.Throw<ArgumentException>(() => Cholesky.Factor([1, 0, 2, 1], 2, new ParallelOptions()));

    [Fact]
    public void A_large_matrix_is_factored_alike_by_any_number_of_threads()
    {
        const int d = 700;
        var random = new Random(3);
        var (one, four) = (new float[d * d], new float[d * d]);
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++) one[(i * d) + j] = four[(i * d) + j] = i == j ? d : (float)random.NextDouble();
        }

        Cholesky.Factor(one, d, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        Cholesky.Factor(four, d, new ParallelOptions { MaxDegreeOfParallelism = 4 });

        four.ShouldBe(one);
    }

    /// <summary>Two classes, 5 apart in column 5, where images of a class differ by 1; by 20 in the others, which move together.</summary>
    private static TrainingSet Noisy(int count, int seed)
    {
        var random = new Random(seed);
        var features = new float[count * 6];
        for (var i = 0; i < count; i++)
        {
            var common = 20 * Wide();
            for (var j = 0; j < 5; j++) features[(i * 6) + j] = (float)(common + (4 * Wide()));
            features[(i * 6) + 5] = (float)((i % 2 * 2.5) + Wide() + (0.5 * common));
        }

        return new TrainingSet(features, 6, [.. Enumerable.Range(0, count).Select(i => i % 2)], 2);

        double Wide() => (random.NextDouble() * 2) - 1;
    }

    private static TrainingSet Joined(TrainingSet frequent, TrainingSet rare, int times) => new(
        (float[])[.. frequent.Features.ToArray(), .. Enumerable.Repeat(rare.Features.ToArray(), times).SelectMany(f => f)], 6,
        [.. Enumerable.Repeat(0, frequent.Count), .. Enumerable.Repeat(1, rare.Count * times)], 2);

    /// <summary>Mean squared distance from the class's mean, column by column.</summary>
    private static double[] Spread(float[] features, TrainingSet set)
    {
        var d = set.VectorLength;
        var spread = new double[d];
        foreach (var group in Enumerable.Range(0, set.Count).GroupBy(i => set.Classes[i]))
        {
            for (var j = 0; j < d; j++)
            {
                var mean = group.Average(i => (double)features[(i * d) + j]);
                spread[j] += group.Sum(i => Math.Pow(features[(i * d) + j] - mean, 2)) / set.Count;
            }
        }

        return spread;
    }

    private static double Right(LinearModel model, TrainingSet set)
    {
        var scores = new LinearScorer(model).Score(new VectorRows(new VectorTable(set.Features.ToArray(), set.VectorLength), Numbers(set)));
        return Enumerable.Range(0, set.Count).Average(i => scores[i][set.Classes[i]] > 0.5 ? 1.0 : 0);
    }

    private static LinearModel Linear(TrainedModel trained) => trained.Model.ShouldBeOfType<LinearModel>();

    private static long[] Numbers(TrainingSet set) => [.. Enumerable.Range(0, set.Count).Select(i => (long)i)];

    private static float[] Halves(int count) => [.. Enumerable.Repeat(0.5f, 2 * count)];

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
}
