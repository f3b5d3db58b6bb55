using System.Diagnostics;
using ActiveLabel.TestKit.Running;

namespace ActiveLabel.Benchmarks.Load;

/// <summary>
/// Many people labelling one large project at once, over HTTP as the Label page does, with models training meanwhile; at
/// the end everything that the server promises is held against what the labelers saw.
/// </summary>
internal static class LoadBenchmark
{
    /// <summary>Arguments: [--labelers N] [--seconds N] [--a-minute N] [--images N] [--length N] [--labelled N, before it begins] [--batch N] [--kills N] [--warm-up N].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var asked = new Arguments(args);
        var (labelers, kills) = (asked.Number("labelers", 100), asked.Number("kills", 0));
        var beat = TimeSpan.FromMinutes(1) / asked.Number("a-minute", 120);
        using var folder = new TemporaryFolder();
        var project = new LoadedProject(folder["data"], asked.Number("images", 100_000), asked.Number("length", 576), asked.Number("labelled", 100));
        await project.MakeAsync(asked.Number("batch", 100), labelers);

        await using var server = new ServerUnderLoad(folder["data"]);
        await server.StartAsync();
        using var stop = new CancellationTokenSource();
        var watching = server.WatchAsync(stop.Token);
        var crowd = Enumerable.Range(0, labelers).Select(i => new Labeler(i, server, project, beat)).ToList();
        foreach (var labeler in crowd) await labeler.SignInAsync();
        // A young process compiles its code, and the first round makes what all others use: the promises hold there too, the figures do not count.
        var counted = TimeProvider.System.GetUtcNow().AddSeconds(asked.Number("warm-up", 30));
        var until = counted.AddSeconds(asked.Number("seconds", 300));
        var working = crowd.ConvertAll(labeler => Task.Run(() => labeler.WorkAsync(until)));
        var starts = await KillAsync(server, kills, until, new Random(asked.Number("seed", 1)));
        await Task.WhenAll(working);
        await stop.CancelAsync();
        await watching;

        var saved = crowd.SelectMany(l => l.Saved).Where(s => s.Due >= counted).ToList();
        Console.WriteLine($"{labelers} labelers, {saved.Count} labels, {kills} kills, {Environment.ProcessorCount} cores");
        Figures.Print("lease and save, one call", [.. saved.Select(s => s.Call)]);
        Figures.Print("key press to acknowledgement", [.. saved.Select(s => s.FromKeyPress)]);
        Console.WriteLine($"hand empty when a key was due: {crowd.Sum(l => l.Waited - 1)} times; pictures that did not come: {crowd.Sum(l => l.PicturesMissed)}");
        PrintTenths(saved, counted, until);
        PrintServer(server.Samples);
        if (starts.Count > 0) Figures.Print("start after a kill to the first answer", [.. starts.Select(s => s.TotalMilliseconds)]);
        var kept = await new Promises(project, crowd).CheckAsync();
        crowd.ForEach(labeler => labeler.Dispose());
        return kept ? 0 : 1;
    }

    /// <summary>At random moments, about evenly over the time that there is.</summary>
    private static async Task<List<TimeSpan>> KillAsync(ServerUnderLoad server, int kills, DateTimeOffset until, Random random)
    {
        var starts = new List<TimeSpan>();
        while (starts.Count < kills)
        {
            var left = (until - TimeProvider.System.GetUtcNow()) / (kills - starts.Count);
            if (left > TimeSpan.Zero) await Task.Delay(left * 2 * random.NextDouble());
            starts.Add(await server.KillAndStartAsync());
        }

        return starts;
    }

    /// <summary>Whether it gets slower with time.</summary>
    private static void PrintTenths(List<Saved> saved, DateTimeOffset from, DateTimeOffset until)
    {
        var tenths = saved.GroupBy(s => Math.Min(9, (int)(10 * ((s.Due - from) / (until - from))))).OrderBy(g => g.Key).Select(g => g.Select(s => s.Call).Order().ToList());
        Console.WriteLine($"p95 of the call by tenths of the time, ms: {string.Join(' ', tenths.Select(t => $"{t[(int)(t.Count * 0.95)]:0}"))}");
    }

    private static void PrintServer(List<ServerSample> samples)
    {
        if (samples.Count < 2) return;
        var cores = samples.Zip(samples.Skip(1), (a, b) => (b.Processor - a.Processor) / Stopwatch.GetElapsedTime(a.At, b.At)).Where(c => c >= 0).Order().ToList();
        double Megabytes(int at) => samples[at].Memory / 1e6;
        Console.WriteLine($"server: {cores[cores.Count / 2]:0.00} cores in the median second; memory {Megabytes(samples.Count / 4):0} MB after a quarter, {Megabytes(samples.Count / 2):0} MB after a half, {Megabytes(samples.Count - 1):0} MB at the end, {samples.Max(s => s.Memory) / 1e6:0} MB at most");
    }
}
