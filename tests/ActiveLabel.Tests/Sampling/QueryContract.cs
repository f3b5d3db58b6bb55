using ActiveLabel.Core;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Sampling;

/// <summary>What every combination of a utility and a batch promises.</summary>
public abstract class QueryContract : PickContract
{
    private protected abstract QueryStrategy Strategy { get; }

    private protected override PickReason Reason => PickReason.Strategy;

    private protected virtual SamplingPool Prepare(SamplingPool pool) => Pools.For(Strategy, pool);

    private protected override IReadOnlyList<Pick> Choose(SamplingPool pool, SampleRequest request)
    {
        // Equal vectors get equal predictions, so that ties stay ties.
        var alike = pool.Count > 1 && pool.Vectors.Row(0, []).SequenceEqual(pool.Vectors.Row(1, []));
        return Choose(pool, alike ? Pools.PredictNothing(pool) : Pools.Predict(pool), request);
    }

    private protected IReadOnlyList<Pick> Choose(SamplingPool pool, Predictions predictions, SampleRequest request) =>
        Sampler.Query(Strategy, Prepare(pool), predictions, request);

    [Fact]
    public void Probabilities_that_are_not_numbers_are_refused_by_image()
    {
        var pool = Pools.Make(5);
        var broken = Pools.Predict(pool).Probabilities.ToArray();
        broken[7] = float.NaN;

        Should.Throw<WrongUseException>(() => Choose(pool, new Predictions(broken, Pools.Classes), new SampleRequest(5, 0, 1)))
            .Message.ShouldContain($"Image {pool.ImageIds[2]} ");
    }

    [Fact]
    public void Predictions_of_other_images_are_refused() => Should.Throw<ArgumentException>(() =>
        Choose(Pools.Make(5), Pools.Predict(Pools.Make(4)), new SampleRequest(5, 0, 1)));

    [Fact]
    public void A_model_that_cannot_tell_anything_apart_leaves_the_order_to_the_rest()
    {
        var pool = Pools.Make(40);

        var picks = Choose(pool, Pools.PredictNothing(pool), new SampleRequest(15, 0, 1) { Batch = 5 });

        picks.Count.ShouldBe(15);
        picks.Select(p => p.ImageId).ShouldBeUnique();
    }

    [Fact]
    public void A_model_that_is_sure_of_everything_is_asked_too()
    {
        var pool = Pools.Make(40);
        var sure = new float[40 * Pools.Classes];
        for (var i = 0; i < 40; i++) sure[(i * Pools.Classes) + (i % Pools.Classes)] = 1;

        Choose(pool, new Predictions(sure, Pools.Classes), new SampleRequest(40, 0, 1)).Select(p => p.ImageId).ShouldBe(pool.ImageIds, ignoreOrder: true);
    }

    [Fact]
    public void Five_hundred_classes_are_no_trouble()
    {
        var pool = Pools.Make(60, classes: 500);

        var picks = Choose(pool, new SampleRequest(20, 0.1, 1) { Batch = 10 });

        picks.Count.ShouldBe(20);
        picks.Select(p => p.ImageId).ShouldBeUnique();
    }

    [Fact]
    public void What_else_keeps_the_machine_busy_does_not_matter()
    {
        // Beside others like it, each choice gets now more, now fewer threads.
        var pool = Pools.Make(300);
        var alone = Choose(pool, new SampleRequest(30, 0.1, 5) { Batch = 10 });
        var together = new IReadOnlyList<Pick>[6];

        Parallel.For(0, together.Length, i => together[i] = Choose(pool, new SampleRequest(30, 0.1, 5) { Batch = 10 }));

        alone.Count.ShouldBe(30);
        together.ShouldAllBe(picks => picks.SequenceEqual(alone));
    }

    [Fact]
    public void What_the_strategy_looks_at_must_come_with_the_pool()
    {
        var pool = Pools.Make(20);
        if (Strategy.LooksAround || Strategy.LooksAtLesson)
            Should.Throw<InvalidOperationException>(() => Sampler.Query(Strategy, pool, Pools.Predict(pool), new SampleRequest(5, 0, 1)));
        else
            Sampler.Query(Strategy, pool, Pools.Predict(pool), new SampleRequest(5, 0, 1)).Count.ShouldBe(5);
    }

    private protected long[] Order(params float[][] rows)
    {
        var pool = Pools.Make(rows.Length);
        var picks = Choose(pool, new Predictions(rows.SelectMany(r => r).ToArray(), Pools.Classes), new SampleRequest(rows.Length, 0, 1));
        return [.. picks.Select(p => (p.ImageId - 1000) / 7)];
    }
}
