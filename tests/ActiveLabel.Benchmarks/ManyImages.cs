using System.Text.Json;
using ActiveLabel.TestKit.Running;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// Importing and featurizing 70,000 pictures by the program itself: memory, whether the rate stays, and how fast a run is
/// that finds all of them done.
/// </summary>
internal static class ManyImages
{
    public const string Project = "fashion";

    private const int CachedRuns = 5;

    /// <summary>Arguments: folder of the idx files [--images N].</summary>
    public static async Task<int> RunAsync(string source, string[] args)
    {
        using var folder = new TemporaryFolder();
        var written = FashionPictures.Write(source, folder["pictures"], new Arguments(args).Number("images", 70_000));
        string[] data = ["--data", folder["data"], "--json"];
        await CreateAsync(folder["data"]);
        var import = await WatchedRun.RunAsync(() => 0, ["import", Project, folder["pictures"], .. data]);
        var images = import.Ended.Json.GetProperty("added").GetInt32();

        await using var store = await StoredVectors.OpenAsync(folder["data"], Project);
        string[] featurize = ["featurize", Project, "--device", "cpu", .. data];
        var first = await WatchedRun.RunAsync(store.RowsOnDisk, featurize);
        Expect(first, "featurized", images);
        var again = new List<WatchedRun>();
        for (var run = 0; run < CachedRuns; run++)
        {
            again.Add(await WatchedRun.RunAsync(() => 0, featurize));
            Expect(again[^1], "alreadyThere", images);
        }

        Console.WriteLine($"{written} pictures, {images} different ones, {Environment.ProcessorCount} cores");
        Console.WriteLine($"{"",-34}{"images/s",12}{"clock, s",12}{"processor, s",14}{"peak memory, MB",17}");
        Print("import", import, images);
        Print("featurize", first, images);
        foreach (var run in again.OrderBy(r => r.Clock)) Print("featurize, all there", run, images);
        Console.WriteLine($"the same by its own account: {string.Join(", ", again.Select(OwnSeconds).Order().Select(s => $"{s * 1000:0} ms, {images / s:0} images/s"))}");
        PrintTenths(first.Samples, images);
        return 0;
    }

    public static Task CreateAsync(string data) => Activelabel.SucceedAsync(
        "project", "create", Project, "--classes", "top,trouser,pullover,dress,coat,sandal,shirt,sneaker,bag,boot", "--data", data);

    private static double OwnSeconds(WatchedRun run) => run.Ended.Json.GetProperty("totalSeconds").GetDouble();

    private static void Expect(WatchedRun run, string field, int images)
    {
        if (run.Ended.Json is var json && json.GetProperty(field).GetInt32() != images)
            throw new InvalidDataException($"{field} should be {images}: {JsonSerializer.Serialize(json)}");
    }

    private static void Print(string what, WatchedRun run, int images) => Console.WriteLine(
        $"{what,-34}{images / run.Clock.TotalSeconds,12:0}{run.Clock.TotalSeconds,12:0.00}{run.Processor.TotalSeconds,14:0.00}{run.PeakMemory / 1e6,17:0}");

    /// <summary>Rate by the clock, and processor time an image, which other processes disturb less.</summary>
    private static void PrintTenths(IReadOnlyList<Sample> samples, int images)
    {
        // From the first rows on: loading the network is not featurizing.
        var begun = samples.First(s => s.Done > 0);
        Sample At(int tenth) => samples.First(s => s.Done >= begun.Done + ((images - begun.Done) * tenth / 10));
        var tenths = Enumerable.Range(0, 10).Select(i => (From: At(i), To: At(i + 1)))
            .Select(t => (
                Rate: (t.To.Done - t.From.Done) / (t.To.At - t.From.At).TotalSeconds,
                Processor: (t.To.Processor - t.From.Processor).TotalMilliseconds / (t.To.Done - t.From.Done))).ToList();
        Console.WriteLine($"{"tenth",-34}{string.Concat(tenths.Select((_, i) => $"{i + 1,8}"))}{"last/first",12}");
        Console.WriteLine($"{"images/s",-34}{string.Concat(tenths.Select(t => $"{t.Rate,8:0}"))}{tenths[^1].Rate / tenths[0].Rate,12:0.000}");
        Console.WriteLine($"{"processor ms an image",-34}{string.Concat(tenths.Select(t => $"{t.Processor,8:0.00}"))}{tenths[^1].Processor / tenths[0].Processor,12:0.000}");
    }
}
