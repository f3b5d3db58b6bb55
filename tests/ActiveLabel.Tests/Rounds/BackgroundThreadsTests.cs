using System.Collections.Concurrent;
using ActiveLabel.Core;

namespace ActiveLabel.Tests.Rounds;

/// <summary>What computes for nobody who waits leaves the processor to those who do.</summary>
public sealed class BackgroundThreadsTests
{
    [Fact]
    public void Work_is_done_there_and_only_there()
    {
        using var threads = new BackgroundThreads(2);

        threads.Do(() => BackgroundThreads.Here).ShouldBe(threads);

        BackgroundThreads.Here.ShouldBeNull();
    }

    [Fact]
    public void Loops_and_pieces_of_such_work_stay_there()
    {
        using var threads = new BackgroundThreads(3);
        var seen = new ConcurrentBag<BackgroundThreads?>();
        using var piece = new Piece(seen);

        threads.Do(() =>
        {
            BackgroundThreads.Queue(piece);
            Parallel.For(0, 200, BackgroundThreads.Loop(), _ => seen.Add(BackgroundThreads.Here));
            return piece.Done.Wait(TimeSpan.FromSeconds(30));
        }).ShouldBeTrue();

        seen.Count.ShouldBe(201);
        seen.ShouldAllBe(where => where == threads);
    }

    [Fact]
    public void Loops_of_others_stay_with_them()
    {
        using var threads = new BackgroundThreads(2);
        var seen = new ConcurrentBag<BackgroundThreads?>();

        Parallel.For(0, 200, BackgroundThreads.Loop(), _ => seen.Add(BackgroundThreads.Here));

        seen.ShouldAllBe(where => where == null);
    }

    [Fact]
    public void A_single_thread_is_enough_for_work_that_does_more_such_work_and_loops_within_loops()
    {
        using var threads = new BackgroundThreads(1);

        threads.Do(() =>
        {
            var sum = 0;
            Parallel.For(0, 10, BackgroundThreads.Loop(), i => Parallel.For(0, 10, BackgroundThreads.Loop(), j => Interlocked.Add(ref sum, threads.Do(() => 1))));
            return sum;
        }).ShouldBe(100);
    }

    [Fact]
    public void What_goes_wrong_there_is_thrown_to_who_waits()
    {
        using var threads = new BackgroundThreads(1);

        Should.Throw<WrongUseException>(() => threads.Do<int>(() => throw new WrongUseException("no such project"))).Message.ShouldBe("no such project");
        threads.Do(() => 7).ShouldBe(7);
    }

    [Fact]
    public void On_Linux_such_threads_step_back_and_others_do_not()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("niceness of a thread is a thing of Linux");
        using var threads = new BackgroundThreads(1);

        threads.Do(Niceness).ShouldBeGreaterThan(Niceness());
    }

    private static int Niceness()
    {
        // Behind the name of the command, which may hold anything, come 16 fields before it.
        var fields = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(fields[(fields.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class Piece(ConcurrentBag<BackgroundThreads?> seen) : IThreadPoolWorkItem, IDisposable
    {
        public ManualResetEventSlim Done { get; } = new();

        public void Execute()
        {
            seen.Add(BackgroundThreads.Here);
            Done.Set();
        }

        public void Dispose() => Done.Dispose();
    }
}
