using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Utility;

namespace ActiveLabel.Tests.Sampling;

public sealed class CommitteeQueryTests : UtilityContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.Committee);

    private protected override IUtility Utility => new CommitteeUtility();

    [Fact]
    public void Disagreement_is_the_mean_divergence_from_what_all_say_together()
    {
        // Of the vector 0 every member says a half; of 1 three members surely say one class and two the other.
        var pool = Pools.Of([0, 1], length: 1, classes: 2) with { Lesson = Pools.Lesson([0, 1], [0, 1], 2, 1, new Scripted([50, 50, 50, -50, -50])) };

        var utilities = new CommitteeUtility().Compute(pool, Pools.PredictNothing(pool), 1, default);

        utilities[0].ShouldBe(0, 1e-6);
        utilities[1].ShouldBe(-(0.6 * Math.Log2(0.6)) - (0.4 * Math.Log2(0.4)), 1e-6);
    }

    [Fact]
    public void Labels_of_one_class_leave_nothing_to_disagree_about()
    {
        var pool = Pools.Of([0, 1, 2], length: 1, classes: 2) with { Lesson = Pools.Lesson([0, 1], [1, 1], 2, 1) };

        new CommitteeUtility().Compute(pool, Pools.PredictNothing(pool), 1, default).ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void A_bootstrap_draws_rows_with_their_labels_and_keeps_the_size_of_every_class()
    {
        int[] classes = [0, 2, 2, 0, 0, 2, 5, 0, 2];
        var set = new TrainingSet(Enumerable.Range(0, 9).SelectMany(i => new float[] { i, -i }).ToArray(), 2, classes, 6) { Rows = [.. Enumerable.Range(0, 9).Select(i => 100L + i)] };
        var seen = new HashSet<string>();
        for (var seed = 0; seed < 20; seed++)
        {
            var drawn = Bootstrap.Of(set, seed);

            drawn.Classes.CountBy(k => k).ShouldBe([new(0, 4), new(2, 4), new(5, 1)]);
            for (var row = 0; row < drawn.Count; row++)
            {
                var from = (int)drawn.Rows![row] - 100;
                drawn.Classes[row].ShouldBe(classes[from]);
                drawn.Features.Span.Slice(row * 2, 2).ToArray().ShouldBe([from, -from]);
            }

            seen.Add(string.Join(",", drawn.Rows!));
            Bootstrap.Of(set, seed).Rows.ShouldBe(drawn.Rows);
        }

        seen.Count.ShouldBeGreaterThan(15);
    }

    /// <summary>Its n-th model weighs the one feature so much for class 0.</summary>
    private sealed class Scripted(float[] weights) : ITrainer
    {
        private int _next;

        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel) =>
            new(new LinearModel(1, 2, [1], [weights[_next++], 0], [0, 0]), set.Count, TimeSpan.Zero, Converged: true);
    }
}

public sealed class ModelChangeQueryTests : UtilityContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.ModelChange);

    private protected override IUtility Utility => new ModelChangeUtility();

    [Fact]
    public void The_closed_form_is_the_mean_length_of_the_gradients_written_out()
    {
        var random = new Random(3);
        var pool = Pools.Make(20);
        var predictions = Pools.Predict(pool);
        var lesson = Pools.Lesson(pool);
        float[] scale = [0.5f, 2, 1, 0];
        pool = pool with { Lesson = lesson with { Model = lesson.Model with { Scale = scale } } };

        var utilities = new ModelChangeUtility().Compute(pool, predictions, 1, default);

        utilities.Length.ShouldBe(20);
        for (var i = 0; i < 20; i++) utilities[i].ShouldBe(WrittenOut(i), 1e-5);

        double WrittenOut(int image)
        {
            double[] x = [.. pool.Vectors.Row(image, new float[4]).ToArray().Zip(scale, (v, s) => (double)v * s), 1];
            return Enumerable.Range(0, Pools.Classes).Sum(label => predictions[image][label] * Math.Sqrt(
                (from k in Enumerable.Range(0, Pools.Classes) from v in x select Math.Pow((predictions[image][k] - (k == label ? 1 : 0)) * v, 2)).Sum()));
        }
    }

    [Fact]
    public void One_image_by_hand()
    {
        // x scaled is (3, 2), its square with the 1 of the bias 14; |p - e_0| = 0.2 sqrt 2 and |p - e_1| = 0.8 sqrt 2.
        var pool = Pools.Of([3, 4], length: 2, classes: 2);
        pool = pool with { Lesson = Pools.Lesson([0, 0, 1, 1], [0, 1], 2, 2) };
        pool = pool with { Lesson = pool.Lesson! with { Model = pool.Lesson.Model with { Scale = [1, 0.5f] } } };

        new ModelChangeUtility().Compute(pool, new Predictions(new[] { 0.8f, 0.2f }, 2), 1, default)[0].ShouldBe(0.32 * Math.Sqrt(2) * Math.Sqrt(14), 1e-6);
    }
}

public sealed class TypicalityQueryTests : UtilityContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.Typicality);

    private protected override IUtility Utility => new TypicalityUtility();

    [Fact]
    public void An_image_of_a_group_comes_before_one_like_no_other_and_one_like_a_labelled_image_last()
    {
        var all = Pools.Of([.. Enumerable.Range(0, 40).SelectMany(i => DefaultQueryTests.Direction(i % 2, i)), 1, -1, 1, -1, 1, -1], length: 6);
        var pool = all.At([.. Enumerable.Range(1, 40)]) with { Surroundings = new Surroundings(Pools.Graph(all), [all.ImageIds[0]]) };

        var order = Sampler.Query(Strategy, pool, Pools.Predict(pool), new SampleRequest(40, 0, 1)).Select(p => (p.ImageId - 1000) / 7).ToArray();

        order.Take(20).ShouldAllBe(place => place < 40 && place % 2 == 1);
        order.ShouldContain(40);
    }
}
