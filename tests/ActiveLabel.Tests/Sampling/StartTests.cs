using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Sampling;

public abstract class StartContract : PickContract
{
    private protected abstract StartStrategy Strategy { get; }

    private protected override PickReason Reason => PickReason.Start;

    private protected virtual SamplingPool Prepare(SamplingPool pool) => pool;

    private protected override IReadOnlyList<Pick> Choose(SamplingPool pool, SampleRequest request) => Sampler.Start(Strategy, Prepare(pool), request);

    [Fact]
    public void A_broken_vector_does_not_stop_the_start()
    {
        var values = Enumerable.Range(0, 20 * Pools.Length).Select(i => (float)(i % 13)).ToArray();
        values[5] = float.NaN;
        values[50] = float.PositiveInfinity;

        Choose(Pools.Of(values), new SampleRequest(20, 0, 1)).Select(p => p.ImageId).ShouldBeUnique();
    }
}

public sealed class RandomStartTests : StartContract
{
    private protected override StartStrategy Strategy => StartStrategy.Random;
}

public sealed class CentroidStartTests : StartContract
{
    private protected override StartStrategy Strategy => StartStrategy.Centroid;

    [Fact]
    public void The_first_picks_are_one_of_each_group()
    {
        // Six groups, two for each of three classes, of 3 to 8 images far apart from the other groups.
        var random = new Random(2);
        int[] sizes = [3, 8, 4, 7, 5, 6];
        List<int> groups = [];
        List<float> values = [];
        for (var g = 0; g < sizes.Length; g++)
        {
            for (var i = 0; i < sizes[g]; i++)
            {
                groups.Add(g);
                values.AddRange([Near(g % 2 * 10), Near(g / 2 % 2 * 10), Near(g / 4 * 10), 1]);
            }
        }

        for (var seed = 0; seed < 10; seed++)
        {
            var picks = Choose(Pools.Of([.. values]), new SampleRequest(6, 0, seed));

            // The greatest group comes first.
            picks.Select(p => groups[(int)((p.ImageId - 1000) / 7)]).ShouldBe([1, 3, 5, 4, 2, 0]);
        }

        float Near(int value) => value + (float)random.NextDouble();
    }
}

public sealed class TypicalStartTests : StartContract
{
    private protected override StartStrategy Strategy => StartStrategy.Typical;

    private protected override SamplingPool Prepare(SamplingPool pool) => pool with { Surroundings = new Surroundings(Pools.Graph(pool), []) };

    [Fact]
    public void Groups_come_before_what_stands_alone_and_each_once_before_any_comes_twice()
    {
        // Four groups of twelve images each, and two images like no other.
        var pool = Pools.Of(
            [.. Enumerable.Range(0, 48).SelectMany(i => DefaultQueryTests.Direction(i % 4, i)), 1, -1, 1, -1, 1, -1, -1, 1, -1, 1, -1, 1], length: 6);

        var places = Choose(pool, new SampleRequest(4, 0, 1)).Select(p => (p.ImageId - 1000) / 7).ToArray();

        places.ShouldAllBe(place => place < 48);
        places.Select(place => place % 4).ShouldBeUnique();
    }

    [Fact]
    public void Without_its_surroundings_the_pool_is_refused() =>
        Should.Throw<InvalidOperationException>(() => Sampler.Start(StartStrategy.Typical, Pools.Make(5), new SampleRequest(5, 0, 1)));
}
