using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Learning;

public sealed class ElasticNetTrainerTests
{
    private readonly ElasticNetTrainer _trainer = new();

    [Theory]
    [InlineData(0.01f, 0.01f)]
    [InlineData(0f, 1f)]
    public void Scores_equal_those_of_ML_NET_itself(float l1, float l2)
    {
        var set = Blobs.Make(count: 60, length: 20, classes: 3, seed: 5);
        var options = new TrainingOptions(l1, l2);

        var model = _trainer.Train(set, options, TestContext.Current.CancellationToken).Linear;

        var expected = ByMlNet(set, options);
        var actual = new LinearScorer(model).Score(RowsOf(set));
        expected.Length.ShouldBe(set.Count);
        for (var i = 0; i < set.Count; i++)
        {
            actual[i].ToArray().ShouldBe(expected[i], tolerance: 1e-5);
        }
    }

    [Fact]
    public void Every_row_given_is_a_row_trained_on()
    {
        var set = Blobs.Make(count: 47, length: 5, classes: 4, seed: 1);

        _trainer.Train(set, new TrainingOptions(), TestContext.Current.CancellationToken).RowsUsed.ShouldBe(47);
    }

    [Fact]
    public void The_same_set_gives_the_same_model_beside_other_trainings()
    {
        var set = Blobs.Make(count: 80, length: 30, classes: 3, seed: 2);
        var alone = _trainer.Train(set, new TrainingOptions(), TestContext.Current.CancellationToken).Linear;

        var together = new LinearModel[8];
        Parallel.For(0, together.Length, i => together[i] = _trainer.Train(set, new TrainingOptions(), TestContext.Current.CancellationToken).Linear);

        foreach (var model in together)
        {
            model.Weights.ShouldBe(alone.Weights);
            model.Bias.ShouldBe(alone.Bias);
        }
    }

    [Fact]
    public void A_class_without_rows_has_no_probability()
    {
        var two = Blobs.Make(count: 40, length: 6, classes: 2, seed: 3);
        var set = two with { ClassCount = 4, Classes = [.. two.Classes.Select(c => c * 2)] };

        var model = _trainer.Train(set, new TrainingOptions(), TestContext.Current.CancellationToken).Linear;

        model.Bias[1].ShouldBe(float.NegativeInfinity);
        var predictions = new LinearScorer(model).Score(RowsOf(set));
        for (var i = 0; i < set.Count; i++)
        {
            (predictions[i][1], predictions[i][3]).ShouldBe((0f, 0f));
            predictions.Best(i).ShouldBe(set.Classes[i]);
        }
    }

    [Fact]
    public void Balanced_weights_are_as_good_as_repeating_the_rows_of_the_rare_class()
    {
        // Four fifths of class 0. Repeated four times, the rest weighs as much; a row then weighs 1 instead of 5/8, so
        // that the same penalty stands against 8/5 of the loss.
        var even = Blobs.Make(count: 80, length: 6, classes: 2, seed: 8, spread: 3);
        int[] rare = [.. Enumerable.Range(0, 80).Where(i => i % 2 == 1).Take(10)];
        int[] frequent = [.. Enumerable.Range(0, 80).Where(i => i % 2 == 0)];
        var balanced = Train([.. frequent, .. rare], new TrainingOptions(0, 1, Weights: ClassWeights.Balanced));
        var repeated = Train([.. frequent, .. rare, .. rare, .. rare, .. rare], new TrainingOptions(0, 1.6f));
        var equal = Train([.. frequent, .. rare], new TrainingOptions(0, 1));

        var (actual, expected, other) = (Score(balanced), Score(repeated), Score(equal));
        for (var i = 0; i < 80; i++)
        {
            actual[i].ToArray().ShouldBe(expected[i].ToArray(), tolerance: 1e-3);
        }

        Mean(other).ShouldBeLessThan(Mean(actual) - 0.05);

        static double Mean(Predictions predictions) => Enumerable.Range(0, predictions.Count).Average(i => (double)predictions[i][1]);

        LinearModel Train(int[] rows, TrainingOptions options) => _trainer.Train(
            new TrainingSet(RowsOf(even).At(rows).ToArray(), 6, [.. rows.Select(i => even.Classes[i])], 2), options, TestContext.Current.CancellationToken).Linear;

        Predictions Score(LinearModel model) => new LinearScorer(model).Score(RowsOf(even));
    }

    [Fact]
    public void A_column_that_never_changes_takes_no_part()
    {
        var set = Blobs.Make(count: 40, length: 6, classes: 2, seed: 4);
        var features = set.Features.ToArray();
        for (var i = 2; i < features.Length; i += 6)
        {
            features[i] = 1000;
        }

        var model = _trainer.Train(set with { Features = features }, new TrainingOptions(), TestContext.Current.CancellationToken).Linear;

        model.Scale[2].ShouldBe(0);
        model.Weights.ShouldAllBe(w => float.IsFinite(w));
        new LinearScorer(model).Score(new VectorRows(new VectorTable(features, 6), [0]))[0].ToArray().Sum().ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Labels_of_one_class_are_refused()
    {
        var set = Blobs.Make(count: 10, length: 3, classes: 2, seed: 6) with { Classes = Enumerable.Repeat(1, 10).ToList() };

        Should.Throw<WrongUseException>(() => _trainer.Train(set, new TrainingOptions(), TestContext.Current.CancellationToken))
            .Message.ShouldContain("two classes");
    }

    [Fact]
    public void A_class_out_of_range_is_refused_and_not_dropped()
    {
        var set = Blobs.Make(count: 10, length: 3, classes: 3, seed: 6) with { ClassCount = 2 };

        Should.Throw<ArgumentException>(() => _trainer.Train(set, new TrainingOptions(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Training_stops_when_it_is_cancelled()
    {
        // So many overlapping rows that the optimiser would be at work for a long time.
        var set = Blobs.Make(count: 20_000, length: 300, classes: 5, seed: 7, spread: 20);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var training = Task.Run(() => _trainer.Train(set, new TrainingOptions(0, 1e-6f), cancel.Token), TestContext.Current.CancellationToken);

        await Should.ThrowAsync<OperationCanceledException>(() => training);
    }

    private static VectorRows RowsOf(TrainingSet set) =>
        new(new VectorTable(set.Features, set.VectorLength), [.. Enumerable.Range(0, set.Count).Select(i => (long)i)]);

    /// <summary>The same model by ML.NET's own loading, normalising and scoring.</summary>
    private static float[][] ByMlNet(TrainingSet set, TrainingOptions options)
    {
        var ml = new MLContext(1);
        var schema = SchemaDefinition.Create(typeof(Sample));
        schema[nameof(Sample.Values)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, set.VectorLength);
        var samples = Enumerable.Range(0, set.Count).Select(i => new Sample
        {
            Class = set.Classes[i].ToString(),
            Values = set.Features.Slice(i * set.VectorLength, set.VectorLength).ToArray(),
        });
        var data = ml.Data.LoadFromEnumerable(samples, schema);

        // The trainer's own order of the classes, since rounding depends on it.
        int[] order = [set.ClassCount - 1, .. Enumerable.Range(0, set.ClassCount - 1)];
        var keys = ml.Data.LoadFromEnumerable(order.Select(k => new Key { Class = k.ToString() }));
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Sample.Class), keyData: keys)
            .Append(ml.Transforms.NormalizeMinMax("Features", nameof(Sample.Values), fixZero: true))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                L1Regularization = options.L1,
                L2Regularization = options.L2,
                OptimizationTolerance = 1e-12f,
                NumberOfThreads = ElasticNetTrainer.Parts,
            }));
        var scores = pipeline.Fit(data).Transform(data).GetColumn<float[]>("Score");
        return [.. scores.Select(s => Enumerable.Range(0, s.Length).Select(k => s[Array.IndexOf(order, k)]).ToArray())];
    }

    private sealed class Sample
    {
        public string Class { get; set; } = "";

        public float[] Values { get; set; } = [];
    }

    private sealed class Key
    {
        public string Class { get; set; } = "";
    }
}
