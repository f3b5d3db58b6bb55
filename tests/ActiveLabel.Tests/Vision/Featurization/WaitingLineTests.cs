using ActiveLabel.Vision.Featurization;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Featurization;

public sealed class WaitingLineTests
{
    [Fact]
    public void First_come_first_served_also_round_the_end_of_its_room()
    {
        var line = new WaitingLine<int>(3);
        var taken = new List<int>();
        for (var i = 0; i < 10; i += 2)
        {
            line.Put(i);
            line.Put(i + 1);
            for (var k = 0; k < 2; k++)
            {
                line.Take(out var thing, CancellationToken.None).ShouldBeTrue();
                taken.Add(thing);
            }
        }
        taken.ShouldBe(Enumerable.Range(0, 10));
        line.Take(out _, TimeSpan.Zero).ShouldBeFalse();
    }

    [Fact]
    public void More_than_go_round_are_a_mistake()
    {
        var line = new WaitingLine<int>(1);
        line.Put(1);
        Should.Throw<InvalidOperationException>(() => line.Put(2));
    }

    [Fact]
    public async Task Each_thing_goes_to_one_thread_and_the_end_to_all_that_wait()
    {
        const int Things = 2000;
        var line = new WaitingLine<int>(Things);
        var takers = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var taken = new List<int>();
                while (line.Take(out var thing, CancellationToken.None)) taken.Add(thing);
                return taken;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        for (var i = 0; i < Things; i++) line.Put(i);
        line.Complete();
        var all = await Task.WhenAll(takers).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        all.SelectMany(taken => taken).Order().ShouldBe(Enumerable.Range(0, Things));
    }

    [Fact]
    public async Task Who_cancels_does_not_wait()
    {
        var line = new WaitingLine<int>(1);
        using var stop = new CancellationTokenSource();
        var waiting = Task.Factory.StartNew(
            () => line.Take(out _, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        // Nothing was lost on one who left.
        line.Put(7);
        line.Take(out var thing, CancellationToken.None).ShouldBeTrue();
        thing.ShouldBe(7);
    }
}
