using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Sampling;

/// <summary>While labels are few.</summary>
public sealed class DefaultQueryTests : QueryContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Default;

    [Fact]
    public void The_groups_of_the_pool_are_asked_about_in_turn_before_any_comes_twice()
    {
        // Five groups of ten images each, along different directions.
        var pool = Pools.Of([.. Enumerable.Range(0, 50).SelectMany(i => Direction(i % 5, i))], length: 6);

        var picks = Sampler.Query(QueryStrategy.Default, Surrounded(pool, labelled: []), Pools.Predict(pool), new SampleRequest(5, 0, 1));

        picks.Select(p => (p.ImageId - 1000) / 7 % 5).ShouldBeUnique();
    }

    [Fact]
    public void A_group_that_has_a_label_waits_for_those_that_have_none()
    {
        var all = Pools.Of([.. Enumerable.Range(0, 50).SelectMany(i => Direction(i % 5, i))], length: 6);
        var graph = Pools.Graph(all);
        var pool = all.At([.. Enumerable.Range(1, 49)]) with { Surroundings = new Surroundings(graph, [all.ImageIds[0]]) };

        var picks = Sampler.Query(QueryStrategy.Default, pool, Pools.Predict(pool), new SampleRequest(4, 0, 1));

        picks.Select(p => (p.ImageId - 1000) / 7 % 5).ShouldBe([1, 2, 3, 4], ignoreOrder: true);
    }

    internal static SamplingPool Surrounded(SamplingPool pool, IReadOnlyList<long> labelled) => pool with { Surroundings = new Surroundings(Pools.Graph(pool), labelled) };

    internal static float[] Direction(int group, int image)
    {
        var random = new Random(image);
        float[] vector = [.. Enumerable.Range(0, 6).Select(_ => (float)random.NextDouble() * 0.1f)];
        vector[group] += 1;
        return vector;
    }
}

/// <summary>Once there are labels enough.</summary>
public sealed class DefaultQueryOfManyLabelsTests : QueryContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Default;

    private protected override SamplingPool Prepare(SamplingPool pool) =>
        DefaultQueryTests.Surrounded(pool, [.. Enumerable.Range(0, 1500).Select(i => -1L - i)]);

    [Fact]
    public void The_images_of_a_batch_are_uncertain_and_differ()
    {
        // Ten certain images, and twenty uncertain ones of two kinds that alternate.
        float[][] rows = [.. Enumerable.Range(0, 30).Select(i => i < 10 ? [0f, 0f, 1f] : i % 2 == 0 ? new[] { 1f, 0f, 0f } : [0f, 1f, 0f])];
        var pool = Pools.Of([.. rows.SelectMany((r, i) => r.Select(v => v + i * 1e-3f))], length: 3);
        var predictions = new Predictions(Enumerable.Range(0, 30).SelectMany(i => i < 10 ? new[] { 1f, 0f, 0f } : [0.5f, 0.5f - i * 1e-4f, i * 1e-4f]).ToArray(), Pools.Classes);
        var surrounded = DefaultQueryTests.Surrounded(pool, [.. Enumerable.Range(0, 100).Select(i => -1L - i)]);

        var picks = Sampler.Query(QueryStrategy.Default, surrounded, predictions, new SampleRequest(2, 0, 1)).Select(p => (p.ImageId - 1000) / 7).ToArray();

        picks.ShouldAllBe(place => place >= 10);
        picks.Select(place => place % 2).ShouldBeUnique();
    }

    [Fact]
    public void A_queue_is_filled_batch_by_batch_and_holds_no_image_twice()
    {
        var picks = Choose(Pools.Make(60), new SampleRequest(50, 0, 1) { Batch = 10 });

        picks.Select(p => p.ImageId).ShouldBeUnique();
        picks.Count.ShouldBe(50);
        Choose(Pools.Make(60), new SampleRequest(10, 0, 1) { Batch = 10 }).ShouldBe(picks.Take(10));
    }
}
