using System.Diagnostics;

namespace ActiveLabel.Benchmarks;

/// <summary>What some work took by the clock, and of all cores together.</summary>
internal readonly record struct ProcessorTime(TimeSpan Clock, TimeSpan Processor)
{
    public static async Task<ProcessorTime> OfAsync(Func<Task> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await work();
        process.Refresh();
        return new ProcessorTime(Stopwatch.GetElapsedTime(start), process.TotalProcessorTime - before);
    }

    /// <summary>Runs the same on threads of their own.</summary>
    public static Task<ProcessorTime> OfThreadsAsync(int threads, Action work) => OfAsync(() => Task.WhenAll(
        Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(work, TaskCreationOptions.LongRunning))));
}
