using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Batch;

namespace ActiveLabel.Tests.Sampling;

public sealed class DiverseBatchTests : BatchContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.Margin, BatchKind.Diverse);

    private protected override IBatch Batch => new DiverseBatch();

    [Fact]
    public void One_of_each_group_comes()
    {
        var pool = Prepare(Pools.Of([.. Enumerable.Range(0, 50).SelectMany(i => DefaultQueryTests.Direction(i % 5, i))], length: 6));

        First(5, pool).Select(place => place % 5).ShouldBeUnique();
    }
}

public sealed class ApartBatchTests : BatchContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.Entropy, BatchKind.Apart);

    private protected override IBatch Batch => new ApartBatch();

    [Fact]
    public void The_most_useful_comes_first_and_its_like_wait()
    {
        var pool = Prepare(Pools.Of([.. Enumerable.Range(0, 50).SelectMany(i => DefaultQueryTests.Direction(i % 5, i))], length: 6));
        double[] utilities = [.. Enumerable.Range(0, 50).Select(i => i % 5 == 3 ? 1.06 : 1.0 + (i * 1e-3))];

        var first = First(5, pool, utilities);

        (first[0] % 5).ShouldBe(3);
        first.Select(place => place % 5).ShouldBeUnique();
    }
}

public sealed class BalancedBatchTests : BatchContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.Margin, BatchKind.Balanced);

    private protected override IBatch Batch => new BalancedBatch();

    [Fact]
    public void Picks_are_dealt_out_over_the_predicted_classes_the_least_labelled_first()
    {
        // Predicted: images 0 to 5 class 0, 6 and 7 class 1, 8 to 10 class 2. Labels so far: 5, 1 and 3.
        int[] predicted = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2];
        var pool = Pools.Make(11) with { Lesson = Pools.Lesson(new float[9 * 4], [0, 0, 0, 0, 0, 1, 2, 2, 2], 3, 4) };
        var probabilities = new float[33];
        for (var i = 0; i < 11; i++) probabilities.AsSpan(i * 3, 3).Fill(0.25f);
        for (var i = 0; i < 11; i++) probabilities[(i * 3) + predicted[i]] = 0.5f;
        double[] utilities = [.. Enumerable.Range(0, 11).Select(i => (double)i)];

        var dealt = new BalancedBatch().Choose(new Ranking(pool, new Predictions(probabilities, 3), utilities), 11, 1, default);

        // Each deal goes round classes 1, 2, 0; of each class the most useful comes first; class 1 runs out, then class 2.
        dealt.ShouldBe([7, 10, 5, 6, 9, 4, 8, 3, 2, 1, 0]);
    }
}

public sealed class KCentreOfUsefulTests : BatchContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.Entropy, BatchKind.KCentre);

    private protected override IBatch Batch => new KCentreBatch(ofAll: false);
}

public sealed class KCentreTests : QueryContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.None, BatchKind.KCentre);

    [Fact]
    public void On_a_line_each_pick_is_the_farthest_from_labels_and_picks()
    {
        // Labelled at 0 and 1. Farthest: 10; then 6 (4 from 10, 5 from 1); then 3.5 (2.5 from 1 and 6); then 8 (2).
        var pool = Pools.Of([2, 3.5f, 6, 8, 9, 10], length: 1, classes: 2) with { Lesson = Pools.Lesson([0, 1], [0, 1], 2, 1) };

        Sampler.Query(Strategy, pool, Pools.PredictNothing(pool), new SampleRequest(4, 0, 1))
            .Select(p => pool.Vectors.Row((int)(p.ImageId - 1000) / 7, [])[0]).ShouldBe([10, 6, 3.5f, 8]);
    }

    [Fact]
    public void Columns_count_as_much_as_the_model_makes_them()
    {
        var pool = Pools.Of([100, 0, 0, 1], length: 2, classes: 2) with { Lesson = Pools.Lesson([0, 0, 1, 0.1f], [0, 1], 2, 2) };
        var scaled = pool with { Lesson = pool.Lesson! with { Model = pool.Lesson.Model with { Scale = [0.001f, 1] } } };

        First(pool).ShouldBe(1000);
        First(scaled).ShouldBe(1007);

        long First(SamplingPool p) => Sampler.Query(Strategy, p, Pools.PredictNothing(p), new SampleRequest(1, 0, 1))[0].ImageId;
    }
}

public sealed class BadgeOfUsefulTests : BatchContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.Margin, BatchKind.Badge);

    private protected override IBatch Batch => new BadgeBatch(ofAll: false);
}

public sealed class BadgeTests : QueryContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Of(UtilityKind.None, BatchKind.Badge);

    [Fact]
    public void The_factored_distance_is_that_of_the_embeddings_written_out()
    {
        var pool = Pools.Make(30);
        var predictions = Pools.Predict(pool);
        float[] scale = [2, 0.5f, 1, 3];
        int[] places = [.. Enumerable.Range(0, 30).Reverse()];
        var gradients = GradientEmbeddings.Of(new Ranking(pool, predictions, new double[30]), places, scale);

        for (var i = 0; i < 30; i++)
        {
            for (var j = 0; j < 30; j++)
                ((double)gradients.SquaredDistance(i, j)).ShouldBe(WrittenOut(places[i]).Zip(WrittenOut(places[j]), (a, b) => (a - b) * (a - b)).Sum(), 1e-4);
        }

        gradients.Longest.ShouldBe(Enumerable.Range(0, 30).MaxBy(i => WrittenOut(places[i]).Sum(v => v * v)));

        // K * d values: (p_k - [k is the best]) x_j.
        double[] WrittenOut(int image)
        {
            var best = predictions.Best(image);
            return [.. from k in Enumerable.Range(0, Pools.Classes)
                       from j in Enumerable.Range(0, Pools.Length)
                       select (predictions[image][k] - (k == best ? 1.0 : 0.0)) * pool.Vectors.Row(image, [])[j] * scale[j]];
        }
    }

    [Fact]
    public void Equal_gradients_wait_until_all_others_have_come()
    {
        // Ten equal images, and three that differ from them and from each other.
        var pool = Pools.Of([.. Enumerable.Repeat(new[] { 1f, 0 }, 10).SelectMany(v => v), 0, 1, -1, 0, 0, -1], length: 2, classes: 2);
        pool = pool with { Lesson = Pools.Lesson([1, 1, 0, 0], [0, 1], 2, 2) };
        for (var seed = 0; seed < 20; seed++)
        {
            var places = Sampler.Query(Strategy, pool, Pools.PredictNothing(pool), new SampleRequest(4, 0, seed)).Select(p => (p.ImageId - 1000) / 7).ToArray();

            places.Count(place => place < 10).ShouldBe(1);
            places.Where(place => place >= 10).ShouldBe([10, 11, 12], ignoreOrder: true);
        }
    }

    [Fact]
    public void Images_of_which_the_model_is_sure_hardly_come()
    {
        var pool = Pools.Make(100, classes: 2);
        var lesson = Pools.Lesson(pool);
        float[] probabilities = [.. Enumerable.Range(0, 100).SelectMany(i => i < 50 ? new[] { 0.999f, 0.001f } : [0.6f, 0.4f])];

        var picks = Sampler.Query(Strategy, pool with { Lesson = lesson }, new Predictions(probabilities, 2), new SampleRequest(10, 0, 1));

        picks.Count(p => (p.ImageId - 1000) / 7 >= 50).ShouldBeGreaterThanOrEqualTo(8);
    }
}
