using ActiveLabel.Core;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning;
using ActiveLabel.Learning.Softmax;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Learning.Softmax;

public sealed class SoftmaxTrainerTests
{
    private readonly SoftmaxTrainer _trainer = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(60, 20, 3, 0f, 1f)]
    [InlineData(60, 20, 3, 0.01f, 0.01f)]
    [InlineData(200, 30, 4, 1f, 0.5f)]
    [InlineData(40, 100, 2, 0f, 2f)]
    [InlineData(40, 100, 5, 0.3f, 0.3f)]
    public void Objective_is_that_of_ML_NET_or_less(int count, int length, int classes, float l1, float l2)
    {
        var set = Blobs.Make(count, length, classes, seed: 5, spread: 6);
        var options = new TrainingOptions(l1, l2);

        var ours = _trainer.Train(set, options, Cancel);
        var theirs = new ElasticNetTrainer().Train(set, options, Cancel);

        ours.Converged.ShouldBe(true);
        var expected = Reference.Objective(set, theirs.Linear, options);
        var actual = Reference.Objective(set, ours.Linear, options);
        actual.ShouldBeLessThanOrEqualTo(expected * (1 + 1e-6));
        actual.ShouldBe(expected, 1e-4 * expected);
        ours.Objective.ShouldNotBeNull().ShouldBe(actual, 1e-4 * actual);
    }

    [Fact]
    public void Optimum_is_flat_whatever_the_rows() => Gen.Select(Gen.Int[4, 90], Gen.Int[1, 50], Gen.Int[2, 4], Gen.Int[1, 1000], Gen.Float[0.05f, 3]).Sample(
        (count, length, classes, seed, l2) =>
        {
            var set = Blobs.Make(Math.Max(count, classes), length, classes, seed, spread: 4);
            var options = new TrainingOptions(0, l2);

            var trained = _trainer.Train(set, options, Cancel);

            trained.Converged.ShouldBe(true);
            var (weights, biases) = Reference.Gradient(set, trained.Linear);
            var most = weights.SelectMany((row, k) => row.Select((g, j) => Math.Abs(g + (l2 * trained.Linear.Weights[(k * length) + j])))).Max();
            most.ShouldBeLessThan(1e-2);
            biases.Select(Math.Abs).Max().ShouldBeLessThan(1e-2);
        },
        iter: 30);

    [Theory]
    [InlineData(0f)]
    [InlineData(0.5f)]
    public void An_L1_penalty_leaves_only_weights_that_pull_harder_than_it(float l2)
    {
        var set = Blobs.Make(count: 150, length: 40, classes: 3, seed: 9, spread: 5);
        var options = new TrainingOptions(L1: 2, l2);

        var model = _trainer.Train(set, options, Cancel).Linear;

        var (gradient, _) = Reference.Gradient(set, model);
        model.Weights.Count(w => w == 0).ShouldBeGreaterThan(30);
        model.Weights.Count(w => w != 0).ShouldBeGreaterThan(10);
        for (var i = 0; i < model.Weights.Count; i++)
        {
            var (w, g) = (model.Weights[i], gradient[i / 40][i % 40]);
            if (w == 0) Math.Abs(g).ShouldBeLessThan(2 + 0.02);
            else (g + (l2 * w)).ShouldBe(-2 * Math.Sign(w), 0.02);
        }
    }

    [Fact]
    public void Shares_of_one_are_labels()
    {
        var set = Blobs.Make(count: 90, length: 12, classes: 3, seed: 4, spread: 6);
        var options = new TrainingOptions(0, 1);

        var labelled = _trainer.Train(set, options, Cancel);
        var guessed = _trainer.Train(Guess(set, from: 30, weight: 1), options, Cancel);

        guessed.RowsUsed.ShouldBe(30);
        ShouldAgree(guessed.Linear, labelled.Linear);
    }

    [Fact]
    public void A_row_of_weight_two_is_a_row_twice()
    {
        var set = Blobs.Make(count: 60, length: 12, classes: 3, seed: 4, spread: 6);
        var options = new TrainingOptions(0.2f, 1);
        var twice = new TrainingSet(
            (float[])[.. set.Features.ToArray(), .. set.Features[(30 * 12)..].ToArray()], 12, [.. set.Classes, .. set.Classes.Skip(30)], 3);

        ShouldAgree(_trainer.Train(Guess(set, from: 30, weight: 2), options, Cancel).Linear, _trainer.Train(twice, options, Cancel).Linear);
    }

    [Fact]
    public void Guesses_in_between_come_out_as_they_were_guessed()
    {
        // The same row guessed four times over, far from the labelled ones: the model can do no better than the guess.
        float[] shares = [0.7f, 0.2f, 0.1f];
        var set = new TrainingSet(new float[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, 3, [0, 1, 2], 3)
        {
            Guesses = new SoftLabels(new float[] { 1, 1, 1 }, shares, new float[] { 1000 }),
        };

        var model = _trainer.Train(set, new TrainingOptions(0, 0.01f), Cancel).Linear;

        Reference.LogProbabilities([1, 1, 1], model).Select(l => (float)Math.Exp(l)).ShouldBe(shares, tolerance: 1e-2);
    }

    [Fact]
    public void Balanced_weights_count_the_guesses_shares_but_not_their_weights()
    {
        // N = 4 rows, N_0 = 2 + 0.5, N_1 = 1 + 0.5: a row of class 0 weighs 4 / (2 x 2.5), one of class 1 4 / (2 x 1.5).
        var set = new TrainingSet(new float[] { 1, 2, 3 }, 1, [0, 0, 1], 2)
        {
            Guesses = new SoftLabels(new float[] { 4 }, new float[] { 0.5f, 0.5f }, new float[] { 0.1f }),
        };

        var rows = SoftmaxRows.Of(set, ClassWeights.Balanced);

        var (zero, one) = (4 / 5f, 4 / 3f);
        var guess = 0.1f * ((zero + one) / 2);
        rows.Weights.ShouldBe([zero, zero, one, guess], tolerance: 1e-6);
        var first = rows.Present[0];
        rows.Targets.ShouldBe(
            first == 0 ? [zero, 0, zero, 0, 0, one, guess / 2, guess / 2] : [0, zero, 0, zero, one, 0, guess / 2, guess / 2], tolerance: 1e-6);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_model()
    {
        var set = Blobs.Make(count: 700, length: 60, classes: 4, seed: 2, spread: 8);
        var options = new TrainingOptions(0.1f, 0.1f);
        var expected = new SoftmaxTrainer(threads: 1).Train(set, options, Cancel);

        foreach (var threads in (int[])[2, 4])
        {
            var actual = new SoftmaxTrainer(threads).Train(set, options, Cancel);
            actual.Linear.Weights.ShouldBe(expected.Linear.Weights);
            actual.Linear.Bias.ShouldBe(expected.Linear.Bias);
            actual.Iterations.ShouldBe(expected.Iterations);
        }
    }

    [Fact]
    public void A_class_without_rows_has_no_probability_and_one_with_guesses_has()
    {
        var two = Blobs.Make(count: 40, length: 6, classes: 2, seed: 3);
        var set = two with { ClassCount = 4, Classes = [.. two.Classes.Select(c => c * 2)] };
        float[] shares = [0, 0, 0.4f, 0.6f];

        _trainer.Train(set, new TrainingOptions(0, 1), Cancel).Linear.Bias.Select(float.IsFinite).ShouldBe([true, false, true, false]);
        _trainer.Train(set with { Guesses = new SoftLabels(new float[6], shares, new float[] { 1 }) }, new TrainingOptions(0, 1), Cancel)
            .Linear.Bias.Select(float.IsFinite).ShouldBe([true, false, true, true]);

        // A guess that counts nothing makes no class.
        _trainer.Train(set with { Guesses = new SoftLabels(new float[6], shares, new float[] { 0 }) }, new TrainingOptions(0, 1), Cancel)
            .Linear.Bias.Select(float.IsFinite).ShouldBe([true, false, true, false]);
    }

    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(3, 200, 3)]
    [InlineData(500, 20, 500)]
    [InlineData(1000, 7, 500)]
    public void Few_rows_a_class_are_enough(int count, int length, int classes)
    {
        var set = Blobs.Make(count, length, classes, seed: 11);

        var trained = _trainer.Train(set, new TrainingOptions(0, 0.1f), Cancel);

        trained.Converged.ShouldBe(true);
        trained.Linear.Weights.ShouldAllBe(w => float.IsFinite(w));
        trained.Linear.Bias.ShouldAllBe(b => float.IsFinite(b));
        trained.Objective.ShouldNotBeNull().ShouldBeLessThan(count * Math.Log(classes));
    }

    [Fact]
    public void A_column_that_never_changes_takes_no_part()
    {
        var set = Blobs.Make(count: 40, length: 6, classes: 2, seed: 4);
        var features = set.Features.ToArray();
        for (var i = 2; i < features.Length; i += 6)
        {
            features[i] = float.MaxValue;
        }

        var model = _trainer.Train(set with { Features = features }, new TrainingOptions(), Cancel).Linear;

        model.Scale[2].ShouldBe(0);
        (model.Weights[2], model.Weights[8]).ShouldBe((0f, 0f));
        model.Weights.ShouldAllBe(w => float.IsFinite(w));
        model.Weights.Count(w => w != 0).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e-30f)]
    public void The_unit_of_a_column_does_not_matter(float unit)
    {
        var set = Blobs.Make(count: 50, length: 5, classes: 3, seed: 8, spread: 5);
        var features = set.Features.ToArray();
        for (var i = 3; i < features.Length; i += 5)
        {
            features[i] *= unit;
        }

        var changed = _trainer.Train(set with { Features = features }, new TrainingOptions(0, 1), Cancel).Linear;

        ShouldAgree(changed, _trainer.Train(set, new TrainingOptions(0, 1), Cancel).Linear);
    }

    [Fact]
    public void A_start_from_another_model_comes_to_the_same_end_sooner()
    {
        var set = Blobs.Make(count: 400, length: 40, classes: 4, seed: 6, spread: 10);
        var options = new TrainingOptions(0, 0.5f, Tolerance: 1e-8f);
        var cold = _trainer.Train(set, options, Cancel);
        var before = _trainer.Train(
            new TrainingSet(set.Features[..(390 * 40)], 40, [.. set.Classes.Take(390)], 4), options, Cancel);

        var warm = _trainer.Train(set, options, before.Linear, Cancel);

        warm.Objective.ShouldNotBeNull().ShouldBe(cold.Objective!.Value, 1e-5 * cold.Objective.Value);
        warm.Iterations!.Value.ShouldBeLessThan(cold.Iterations!.Value);
    }

    [Fact]
    public void Along_a_path_each_training_comes_to_its_own_end()
    {
        var set = Blobs.Make(count: 90, length: 12, classes: 3, seed: 5, spread: 3);
        TrainingOptions[] path = [.. new[] { 8f, 2, 0.5f }.Select(l2 => new TrainingOptions(0, l2, Tolerance: 1e-8f))];

        var along = new SoftmaxTrainer().TrainEach(set, path, TestContext.Current.CancellationToken).ToList();

        along.Count.ShouldBe(3);
        foreach (var (options, trained) in path.Zip(along))
        {
            trained.Objective!.Value.ShouldBe(new SoftmaxTrainer().Train(set, options, TestContext.Current.CancellationToken).Objective!.Value, tolerance: 1e-4);
        }
    }

    [Fact]
    public void What_has_not_converged_is_said_not_to_have()
    {
        var set = Blobs.Make(count: 400, length: 40, classes: 4, seed: 6, spread: 10);

        var trained = new SoftmaxTrainer(threads: 1, mostIterations: 2).Train(set, new TrainingOptions(0, 0.01f), Cancel);

        (trained.Converged, trained.Iterations).ShouldBe((false, 2));
    }

    [Theory]
    [InlineData(0f, 2f)]
    [InlineData(0.5f, 0.5f)]
    [InlineData(0f, 0.01f)]
    public void What_a_round_calls_converged_is_within_a_ten_thousandth_of_the_optimum(float l1, float l2)
    {
        var set = Blobs.Make(count: 300, length: 60, classes: 4, seed: 12, spread: 10);

        var round = _trainer.Train(set, new TrainingOptions(l1, l2, Tolerance: 1e-6f), Cancel);
        var best = _trainer.Train(set, new TrainingOptions(l1, l2, Tolerance: 1e-12f), Cancel);

        round.Converged.ShouldBe(true);
        round.Objective!.Value.ShouldBeLessThan(best.Objective!.Value * (1 + 1e-4));
    }

    [Fact]
    public async Task Training_stops_when_it_is_cancelled()
    {
        var set = Blobs.Make(count: 20_000, length: 300, classes: 5, seed: 7, spread: 20);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        // Again and again, for on a busy machine the clock may strike after a training is over.
        var training = Task.Run(
            () =>
            {
                while (true) _trainer.Train(set, new TrainingOptions(0, 1e-6f), cancel.Token);
            },
            Cancel);

        await Should.ThrowAsync<OperationCanceledException>(() => training);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_by_row_and_column()
    {
        var set = Blobs.Make(count: 200, length: 5, classes: 2, seed: 7);
        var broken = set.Features.ToArray();
        broken[(150 * 5) + 3] = float.NaN;

        Should.Throw<WrongUseException>(() => _trainer.Train(set with { Features = broken }, new TrainingOptions(), Cancel))
            .Message.ShouldContain("row 150, column 3");
        var guessed = Guess(set with { Features = broken }, from: 100, weight: 1);
        Should.Throw<WrongUseException>(() => _trainer.Train(guessed, new TrainingOptions(), Cancel)).Message.ShouldContain("row 150, column 3");
    }

    [Fact]
    public void Labels_of_one_class_are_refused()
    {
        var set = Blobs.Make(count: 10, length: 3, classes: 2, seed: 6) with { Classes = Enumerable.Repeat(1, 10).ToList() };

        Should.Throw<WrongUseException>(() => _trainer.Train(set, new TrainingOptions(), Cancel)).Message.ShouldContain("two classes");
    }

    [Theory]
    [InlineData(0.5f, 0.4f, 1f)]
    [InlineData(1.5f, -0.5f, 1f)]
    [InlineData(float.NaN, 1f, 1f)]
    [InlineData(0.5f, 0.5f, -1f)]
    [InlineData(0.5f, 0.5f, float.PositiveInfinity)]
    public void Guesses_that_are_no_shares_are_refused(float first, float second, float weight)
    {
        var set = new TrainingSet(new float[] { 1, 2 }, 1, [0, 1], 2)
        {
            Guesses = new SoftLabels(new float[] { 3 }, new[] { first, second }, new[] { weight }),
        };

        Should.Throw<ArgumentException>(() => _trainer.Train(set, new TrainingOptions(), Cancel)).Message.ShouldContain("guessed row 0");
    }

    /// <summary>The same rows, those from a place on as guesses that are sure.</summary>
    private static TrainingSet Guess(TrainingSet set, int from, float weight)
    {
        var shares = new float[(set.Count - from) * set.ClassCount];
        for (var i = from; i < set.Count; i++)
        {
            shares[((i - from) * set.ClassCount) + set.Classes[i]] = 1;
        }

        var cut = from * set.VectorLength;
        return set with
        {
            Features = set.Features[..cut],
            Classes = [.. set.Classes.Take(from)],
            Guesses = new SoftLabels(set.Features[cut..], shares, Enumerable.Repeat(weight, set.Count - from).ToArray()),
        };
    }

    private static void ShouldAgree(LinearModel actual, LinearModel expected)
    {
        actual.Weights.ShouldBe(expected.Weights, tolerance: 2e-3);

        // Biases may all be higher by the same, which changes no probability.
        actual.Bias.Select(b => b - actual.Bias[0]).ShouldBe(expected.Bias.Select(b => b - expected.Bias[0]), tolerance: 5e-3);
    }
}
