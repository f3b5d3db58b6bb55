using System.Diagnostics;
using System.Globalization;
using ActiveLabel.TestKit.Running;

namespace ActiveLabel.Benchmarks;

/// <summary>A run of the program, looked at ten times a second.</summary>
/// <param name="PeakMemory">Bytes: the greatest resident memory of the process and its children, each at its own peak.</param>
/// <param name="Samples">What was done by when, from the first sample on.</param>
internal sealed record WatchedRun(Ended Ended, TimeSpan Clock, TimeSpan Processor, long PeakMemory, IReadOnlyList<Sample> Samples)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    // USER_HZ, the same in every Linux.
    private const int TicksASecond = 100;

    /// <param name="done">Asked at each look.</param>
    public static async Task<WatchedRun> RunAsync(Func<long> done, params string[] arguments)
    {
        var before = OfEndedChildren();
        var start = Stopwatch.GetTimestamp();
        using var process = Activelabel.Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        var peaks = new Dictionary<int, long>();
        var samples = new List<Sample>();
        var clock = TimeSpan.Zero;
        while (!ended.IsCompleted)
        {
            foreach (var id in Family(process.Id)) peaks[id] = Math.Max(peaks.GetValueOrDefault(id), Peak(id));
            samples.Add(new Sample(Stopwatch.GetElapsedTime(start), Used(process.Id), done()));
            await Task.WhenAny(ended, Task.Delay(Pace));
            clock = Stopwatch.GetElapsedTime(start);
        }
        var processor = OfEndedChildren() - before;
        samples.Add(new Sample(clock, processor, done()));
        var result = new Ended(process.ExitCode, await output, await errors);
        if (result.ExitCode != 0) throw new InvalidOperationException($"activelabel {string.Join(' ', arguments)}\n{result.Output}\n{result.Errors}");
        return new WatchedRun(result, clock, processor, peaks.Values.Sum(), samples);
    }

    /// <summary>The process and all that descend from it.</summary>
    private static HashSet<int> Family(int id)
    {
        var parents = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(int.Parse!)
            .Select(child => (Child: child, Parent: Stat(child) is [_, var parent, ..] ? int.Parse(parent) : 0)).ToList();
        var family = new HashSet<int> { id };
        while (parents.Count(pair => family.Contains(pair.Parent) && family.Add(pair.Child)) > 0)
        {
            // Children of those just found come next.
        }
        return family;
    }

    private static long Peak(int id)
    {
        var line = Lines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture);
    }

    private static TimeSpan Used(int id) => Stat(id) is { Length: > 12 } stat ? Ticks(stat[11], stat[12]) : TimeSpan.Zero;

    /// <summary>What the system counts once a child has ended, to the last.</summary>
    private static TimeSpan OfEndedChildren()
    {
        var stat = Stat(Environment.ProcessId);
        return Ticks(stat[13], stat[14]);
    }

    private static TimeSpan Ticks(string user, string system) => TimeSpan.FromSeconds((long.Parse(user) + long.Parse(system)) / (double)TicksASecond);

    /// <summary>The fields behind the name, the state first; empty where the process has gone.</summary>
    private static string[] Stat(int id) =>
        Lines($"/proc/{id}/stat") is [var line, ..] ? line[(line.LastIndexOf(')') + 2)..].Split(' ') : [];

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return [];
        }
    }
}

/// <param name="At">Since the start of the process.</param>
/// <param name="Processor">Of the process, all cores together.</param>
internal readonly record struct Sample(TimeSpan At, TimeSpan Processor, long Done);
